"""Running notebooks with papermill: parameters in, executed notebooks or Vietnamese failures out."""
