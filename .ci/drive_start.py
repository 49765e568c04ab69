"""What ``qgis --code`` executes, without a file name of its own: makes ``drive`` importable and starts it."""

import os
import sys

sys.path.insert(0, os.environ["GENGDI_CI"])

import drive

drive.start()
