"""Basemaps from the network: added by the officer's own doing, with the key in QGIS's safe place."""
