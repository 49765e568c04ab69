"""Make ``gengdi_plugin/_vendor``: the pure-Python libraries that travel inside the plugin.

The wheels are pinned by version and hash (``vendor.txt``). Only modules that the named entry
modules reach by import are taken; imports among the libraries become relative, so the package
works under whatever name it is unpacked; ``vendor.toml`` says what is cut or changed, and which
findings of the security scanner were reviewed. Run again it does nothing unless one of the
three files changed; the wheels are kept in ``.venv/wheels``, so a rebuild needs no network.
"""

from __future__ import annotations

import ast
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import tomllib

ROOT = Path(__file__).resolve().parent.parent
RECIPE = [Path(__file__).resolve(), ROOT / ".ci/vendor.txt", ROOT / ".ci/vendor.toml"]
TARGET = ROOT / "gengdi_plugin" / "_vendor"
WHEELS = ROOT / ".venv" / "wheels"
OLDEST_PYTHON = (3, 9)

INIT = '"""Libraries carried along; made by the build, listed in VENDORED.txt."""\n'


class RecipeError(Exception):
    """An instruction of ``vendor.toml`` does not fit the wheel."""


def recipe_hash() -> str:
    digest = hashlib.sha256()
    for path in RECIPE:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def fetch() -> list[Path]:
    """The pinned wheels; pip checks the hashes, also of those it finds already here."""
    WHEELS.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pip", "download", "-qq", "--no-deps", "--only-binary", ":all:"]
    command += ["--require-hashes", "--dest", str(WHEELS), "--requirement", str(ROOT / ".ci/vendor.txt")]
    pinned = [line.split() for line in (ROOT / ".ci/vendor.txt").read_text().splitlines() if "--hash" in line]
    wanted = {fields[1].removeprefix("--hash=sha256:"): fields[0] for fields in pinned}

    def here() -> dict[str, Path]:
        return {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in sorted(WHEELS.glob("*.whl"))}

    if not wanted.keys() <= here().keys():
        subprocess.run(command, check=True)
    found = here()
    missing = [name for digest, name in wanted.items() if digest not in found]
    if missing:
        raise RecipeError(f"no wheel with the pinned hash for {', '.join(missing)}")
    return [found[digest] for digest in wanted]


def reachable(files: dict[str, str], package: str, entries: list[str]) -> set[str]:
    """Paths of the modules of ``package`` that the entry modules import, directly or not."""
    modules = {}
    for path in files:
        name = path.removesuffix(".py").replace("/", ".")
        modules[name.removesuffix(".__init__")] = path
    todo, seen = [package, *entries], set()
    while todo:
        module = todo.pop()
        if module in seen or module not in modules:
            continue
        seen.add(module)
        todo.append(module.rpartition(".")[0])
        for node in ast.walk(ast.parse(files[modules[module]])):
            if isinstance(node, ast.Import):
                todo += [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                base = f"{package}.{node.module or ''}".rstrip(".") if node.level else node.module or ""
                todo += [base, *(f"{base}.{alias.name}" for alias in node.names)]
    return {modules[name] for name in seen}


def mark_reviewed(text: str, path: str, instructions: list[dict]) -> str:
    """Append the reviewed scanner findings to their lines; the program must stay the same."""
    lines = text.split("\n")
    for note in instructions:
        if note["file"] == path:
            for number in note["lines"]:
                lines[number - 1] += f"  # nosec {note['test']} # {note['why']}"
    marked = "\n".join(lines)
    if ast.dump(ast.parse(marked)) != ast.dump(ast.parse(text)):
        raise RecipeError(f"{path}: a nosec line falls inside a string")
    return marked


def apply_edits(text: str, path: str, recipe: dict) -> str:
    text = mark_reviewed(text, path, recipe.get("nosec", []))
    for edit in recipe.get("replace", []):
        if edit["file"] == path:
            old, new = edit["old"].removeprefix("\n"), edit["new"].removeprefix("\n")
            if text.count(old) != 1:
                raise RecipeError(f"{path}: found {text.count(old)} times, not once:\n{old}")
            text = text.replace(old, new)
    for cut in recipe.get("cut", []):
        if cut["file"] == path:
            for name in cut["names"]:
                text = without_definition(text, path, name)
    return text


def without_definition(text: str, path: str, name: str) -> str:
    for node in ast.parse(text).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name == name:
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            lines = text.split("\n")
            return "\n".join(lines[: first - 1] + lines[node.end_lineno :])
    raise RecipeError(f"{path}: no definition of {name}")


def relative_imports(text: str, path: str, packages: set[str]) -> str:
    """Rewrite absolute imports of the vendored packages."""
    package, depth = path.split("/")[0], path.count("/")
    lines = text.split("\n")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and not node.level and node.module:
            top, _, rest = node.module.partition(".")
            if top in packages:
                here = "." * depth
                dots = here if top == package else f"{here}.{top}" + ("." if rest else "")
                old, new = f"from {node.module} import", f"from {dots}{rest} import"
                lines[node.lineno - 1] = lines[node.lineno - 1].replace(old, new, 1)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] in packages:
                    if len(node.names) > 1 or "." in alias.name:
                        raise RecipeError(f"{path}:{node.lineno}: cannot make this import relative")
                    new = f"from {'.' * (depth + 1)} import"
                    lines[node.lineno - 1] = lines[node.lineno - 1].replace("import", new, 1)
    return "\n".join(lines)


def check_clean(text: str, path: str, packages: set[str]) -> None:
    """Stop on syntax newer than the oldest Python, an entry point, or an absolute import left over."""
    tree = ast.parse(text, filename=path, feature_version=OLDEST_PYTHON)
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module or ""]
        if any(name.split(".")[0] in packages or "metadata" in name for name in names):
            raise RecipeError(f"{path}:{node.lineno}: imports {names}")


def unpack(wheel: Path, recipes: dict, folder: Path) -> str:
    """Put one library into ``folder``; returns its line for VENDORED.txt."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        package = next(name for name in recipes if f"{name}/__init__.py" in names)
        recipe = recipes[package]
        sources = [name for name in names if name.startswith(f"{package}/") and name.endswith(".py")]
        files = {name: apply_edits(archive.read(name).decode(), name, recipe) for name in sources}
        for name in sorted(reachable(files, package, recipe["entry"])):
            text = relative_imports(files[name], name, set(recipes))
            check_clean(text, name, set(recipes))
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        licences = [name for name in names if ".dist-info/" in name and "LICENSE" in Path(name).name.upper()]
        if not licences:
            raise RecipeError(f"{wheel.name}: no licence file")
        for name in licences:
            (folder / package / Path(name).name).write_bytes(archive.read(name))
    edits = recipe.get("replace", []) + recipe.get("cut", [])
    changes = [f"  {edit['file']}: {edit['why']}" for edit in edits]
    return "\n".join([f"{package} ({wheel.name}), licence in {package}/", *changes])


def main() -> int:
    digest = recipe_hash()
    listing = TARGET / "VENDORED.txt"
    if listing.is_file() and digest in listing.read_text(encoding="utf-8"):
        return 0
    recipes = tomllib.loads((ROOT / ".ci/vendor.toml").read_text(encoding="utf-8"))
    fresh = TARGET.with_name(f"_vendor.{os.getpid()}")
    try:
        fresh.mkdir()
        (fresh / "__init__.py").write_text(INIT, encoding="utf-8")
        parts = [unpack(wheel, recipes, fresh) for wheel in fetch()]
        head = "Libraries carried along, imports made relative, unused modules left out. Changes:\n"
        text = "\n".join([head, *parts, "", f"recipe {digest}", ""])
        (fresh / "VENDORED.txt").write_text(text, encoding="utf-8")
        shutil.rmtree(TARGET, ignore_errors=True)
        fresh.rename(TARGET)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    print(f"vendored into {TARGET.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
