#include "gen/input/ods.h"

#include "gen/input/ods_table.h"
#include "gen/input/sniff.h"
#include "gen/opc/package.h"

/* The manifest tells how each part is encrypted; without a password there is
 * nothing to tell. */
static bool
check_password(struct package *package, struct arena *arena,
               struct diags *diags)
{
    struct str manifest = STR("/META-INF/manifest.xml");
    struct str bytes;

    if (!package_find(package, manifest).ptr) {
        return true;
    }
    if (!package_read(package, manifest, arena, &bytes, diags)) {
        return false;
    }
    return str_find(bytes, STR("encryption-data"), 0) == SIZE_MAX ||
           sniff_refuse(FILE_ENCRYPTED,
                        (struct location){.path = package_path(package)},
                        diags);
}

bool
ods_read(struct grid *grid, const char *path,
         const struct grid_options *options, struct arena *arena,
         struct diags *diags)
{
    struct str name = STR("/content.xml");
    struct package *package = package_open(path, NULL, diags);
    struct part *part = NULL;
    struct ods_tables tables;
    bool ok;

    ods_tables_init(&tables, grid, options, arena, diags);
    ok = package && check_password(package, arena, diags) &&
         (part = part_open(package, name, diags)) &&
         xml_scan(part_read, part, &tables.handler, package_at(package, name),
                  diags);
    ok = ods_tables_finish(&tables, ok);
    part_close(part);
    package_close(package);
    return ok;
}

bool
ods_read_flat(struct grid *grid, struct str text,
              const struct grid_options *options, struct arena *arena,
              struct diags *diags)
{
    struct ods_tables tables;
    bool ok;

    ods_tables_init(&tables, grid, options, arena, diags);
    ok = xml_scan_text(text, &tables.handler,
                       (struct location){.path = grid->path}, diags);
    return ods_tables_finish(&tables, ok);
}
