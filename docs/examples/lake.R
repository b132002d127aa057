# Reads a lake with R and the packages arrow, jsonlite and digest:
#   Rscript lake.R .assay/lake facts-opengradient-testnet-10740 fee
library(arrow)
library(jsonlite)

args <- commandArgs(trailingOnly = TRUE)
lake <- args[1]; manifest <- args[2]; kind <- args[3]

# The file of this name, whose bytes hash to it.
named <- function(folder, name, ending) {
  path <- file.path(lake, folder, substr(name, 1, 2), paste0(name, ".", ending))
  stopifnot(digest::digest(file = path, algo = "sha256") == name)
  path
}

# From the head back to the first entry.
name <- fromJSON(file.path(lake, "heads", paste0(manifest, ".json")))$entry
chain <- list()
while (!is.null(name)) {
  entry <- fromJSON(named("entries", name, "json"), simplifyVector = FALSE)
  chain <- c(list(entry), chain)
  name <- entry$previous
}

# An entry replaces those that begin where it does or behind.
live <- list()
for (entry in chain) live <- c(Filter(function(each) each$from < entry$from, live), list(entry))

parts <- Filter(function(part) part$kind == kind, unlist(lapply(live, function(entry) entry$parts), recursive = FALSE))
facts <- do.call(rbind, lapply(parts, function(part) as.data.frame(read_parquet(named("parts", part$name, "parquet")))))
# Amounts are text: package gmp adds them without loss.
print(table(facts$block_number %/% 10000))
