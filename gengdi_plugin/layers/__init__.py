"""QGIS layers on one side, plain tables on the other: binding, reading, styles, encodings."""
