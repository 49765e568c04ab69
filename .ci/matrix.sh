#!/bin/bash
# Run `make test` on the next Debian: a chroot with its QGIS, made once and kept under build/matrix.
# Inside, an ordinary user with sudo runs it: what works as root only does not pass.
#   .ci/matrix.sh [release] [make target]      committed files only; ../shared is mounted read-only
set -euo pipefail
cd "$(dirname "$0")/.."
release=${1:-trixie}
target=${2:-test}
checkout=$PWD
root=$checkout/build/matrix/$release
inside=/srv/gengdi
user=officer

if [ "$(id -u)" -ne 0 ]; then
    exec sudo --preserve-env=http_proxy,https_proxy,no_proxy,PIP_CERT,PIP_FIND_LINKS "$0" "$@"
fi

unmount() {
    # Deepest first; a process left over from the tests would keep a mount busy.
    local link
    for link in /proc/[0-9]*/root; do
        if [ "$(readlink "$link" 2>/dev/null)" = "$root" ]; then
            kill -KILL "$(basename "$(dirname "$link")")" 2>/dev/null || true
        fi
    done
    awk -v root="$root/" 'index($2, root) == 1 {print $2}' /proc/mounts | sort -r | while read -r point; do
        umount "$point" || umount --lazy "$point"
    done
}

# A second run would take the first one's mounts away; children do not hold the lock when they are left over.
mkdir -p "$(dirname "$root")"
exec {lock}> "$root.lock"
flock --nonblock "$lock" || { echo "another run uses build/matrix/$release" >&2; exit 1; }
trap unmount EXIT

mirror() {  # where this machine's apt gets Debian itself from
    apt-get indextargets --format '$(SITE) $(LABEL) $(CODENAME)' 'Created-By: Packages' \
        | awk '$2 == "Debian" && $3 !~ /-/ {print $1; exit}'
}

make_chroot() {
    local partial=$root.partial
    command -v debootstrap >/dev/null || apt-get install -y -qq --no-install-recommends debootstrap
    rm -rf --one-file-system "$partial"
    mkdir -p "$partial"
    debootstrap --variant=minbase --include=ca-certificates,make,sudo "$release" "$partial" "$(mirror)"
    # Daemons of the packages must not start in a chroot.
    printf '#!/bin/sh\nexit 101\n' > "$partial/usr/sbin/policy-rc.d"
    chmod +x "$partial/usr/sbin/policy-rc.d"
    apt-config dump | grep -E '^Acquire::(http|https|Check-Valid-Until)' > "$partial/etc/apt/apt.conf.d/90machine" || true
    chroot "$partial" apt-get clean
    mv "$partial" "$root"
}

prepare() {
    cp /etc/resolv.conf "$root/etc/resolv.conf"
    printf '127.0.0.1 localhost\n127.0.1.1 %s\n' "$(hostname)" > "$root/etc/hosts"  # sudo looks itself up
    cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"
    [ ! -f /etc/pip.conf ] || cp /etc/pip.conf "$root/etc/pip.conf"
    mount -t proc proc "$root/proc"
    mount -t sysfs sys "$root/sys"
    mount --rbind /dev "$root/dev"
    mount --make-rslave "$root/dev"
    mkdir -p "$root$inside/main"
    # Tracked files exactly as committed; .venv and build stay for a quick second run.
    find "$root$inside/main" -mindepth 1 -maxdepth 1 ! -name .venv ! -name build -exec rm -rf {} +
    git archive HEAD | tar -x -C "$root$inside/main"
    if ! chroot "$root" id "$user" > /dev/null 2>&1; then
        chroot "$root" useradd --create-home --shell /bin/bash "$user"
        mkdir -p "$root/etc/sudoers.d"
        echo "$user ALL=(ALL) NOPASSWD: ALL" > "$root/etc/sudoers.d/$user"
    fi
    chroot "$root" chown -R "$user:" "$inside/main"
    if [ -d "$checkout/../shared" ]; then
        mkdir -p "$root$inside/shared"
        mount --bind "$checkout/../shared" "$root$inside/shared"
        mount -o remount,bind,ro "$root$inside/shared"
    fi
}

run() {
    local status=0
    unmount  # what an interrupted run left
    [ -d "$root" ] || make_chroot
    prepare
    # The bundle is installed there and the main job done with the network really gone, or the run fails.
    chroot --userspec="$user:$user" "$root" env HOME="/home/$user" USER="$user" GENGDI_WITHOUT_NETWORK=required \
        PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin make -C "$inside/main" "$target" {lock}>&- || status=$?
    if [ -d "$root$inside/main/build/reports" ]; then
        mkdir -p "build/reports/$release"
        cp -r "$root$inside/main/build/reports/." "build/reports/$release/"
    fi
    if [ "$status" -eq 0 ]; then
        echo "Debian $release: make $target passed"
    else
        echo "Debian $release: make $target FAILED" >&2
    fi
    exit "$status"
}

# One line at the end: bash reads a script as it goes, and an edit during the run must not change the run.
run
