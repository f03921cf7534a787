# What to do when npm could not install.
message(FATAL_ERROR "npm ci failed: its packages come from the network; LOGBEAM_DASHBOARD=OFF builds without the page")
