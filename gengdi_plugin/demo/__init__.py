"""The synthetic demo district: invented ground, invented documents, known truth."""
