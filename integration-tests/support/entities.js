// Without this the second module spec of a worker sees the entities of the first.
require("@medusajs/framework/mikro-orm/core").MetadataStorage.clear()
