"""What the law and the ground say: pure Python with numpy and shapely, no QGIS."""
