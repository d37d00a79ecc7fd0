answers = {"cd_one_direction": True, "stationary_means_minimum": True, "perpendicular_to_contour": None}
