#include "gen/archive/bag.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "gen/opc/package.h"

/* Says it in words that fit: package_open() speaks of documents. */
static bool
looks_like_one(const char *path, struct diags *diags)
{
    struct location at = {.path = path};
    char start[4] = "";
    FILE *file;
    struct stat st;
    bool ok;

    if (stat(path, &st) != 0) {
        return errno == ENOENT || errno == ENOTDIR
                   ? diag_error(diags, at, _("there is no such file"))
                   : diag_system(diags, at, _("cannot be opened: %s"),
                                 strerror(errno));
    }
    if (S_ISDIR(st.st_mode)) {
        return true;
    }
    file = S_ISREG(st.st_mode) ? fopen(path, "rb") : NULL;
    ok = file && fread(start, 1, sizeof start, file) == sizeof start &&
         memcmp(start, "PK\3\4", sizeof start) == 0;
    if (S_ISREG(st.st_mode) && (!file || ferror(file))) {
        ok = diag_system(diags, at, _("cannot be read: %s"), strerror(errno));
    } else if (!ok) {
        ok = diag_error(diags, at, _("is no package: it is no zip archive"));
    }
    if (file) {
        fclose(file);
    }
    return ok;
}

/* Where the bag is in the archive: the folder that holds the only bagit.txt;
 * empty: the top, as in a bag unpacked. */
static bool
find_base(const struct package *package, struct str *base, struct diags *diags)
{
    struct location at = {.path = package_path(package)};
    bool found = false;

    for (size_t i = 0; i < package_n_parts(package); i++) {
        struct str name = package_part_name(package, i);
        size_t slash = str_find(name, STR("/"), 1);

        if (str_is(name, "/bagit.txt")) {
            slash = 0;
        } else if (slash == SIZE_MAX ||
                   !str_is(str_slice(name, slash, name.len), "/bagit.txt")) {
            continue;
        }
        if (found) {
            return diag_error(diags, at, _("holds more than one bag"));
        }
        found = true;
        *base = str_slice(name, 1, slash);
    }
    return found || diag_error(diags, at,
                               _("is no package: there is no bagit.txt in it"));
}

static struct str
inner_path(struct str name, struct str base)
{
    struct str path = str_slice(name, 1, name.len);

    if (base.len == 0) {
        return path;
    }
    if (path.len > base.len + 1 && str_starts_with(path, base) &&
        path.ptr[base.len] == '/') {
        return str_slice(path, base.len + 1, path.len);
    }
    return STR("");
}

static bool
read_files(struct bag *bag, struct package *package, struct diags *diags)
{
    bool ok = true;

    for (size_t i = 0; i < package_n_parts(package) && !diags->system_failed;
         i++) {
        struct str name = package_part_name(package, i);
        struct str path = inner_path(name, bag->id);
        struct str bytes;

        if (path.len == 0) {
            ok = diag_error(diags, package_at(package, name),
                            _("lies beside the package's folder"));
        } else if (package_read(package, name, bag->arena, &bytes, diags)) {
            bag_add(bag, path, bytes);
        } else {
            ok = false;
        }
    }
    return ok;
}

/* What is wrong with an archive is said of packages, too. */
static struct package *
open_archive(const char *path, struct diags *diags)
{
    struct diags inner = {0};
    struct package *package = package_open(path, NULL, &inner);

    if (!package && !inner.system_failed) {
        diag_error(diags, (struct location){.path = path},
                   _("is damaged: it cannot be opened as an archive"));
        diag_advise(diags, _("it was cut off or changed on its way; take "
                             "another copy"));
    }
    for (size_t i = 0; !package && inner.system_failed && i < inner.n_items;
         i++) {
        diag_copy(diags, &inner.items[i], inner.items[i].at);
    }
    diags->system_failed |= inner.system_failed;
    diags_clear(&inner);
    return package;
}

bool
bag_read(struct bag *bag, const char *path, struct arena *arena,
         struct diags *diags)
{
    struct package *package;
    struct str base = {NULL, 0};
    bool ok;

    bag_init(bag, STR(""), arena);
    if (!looks_like_one(path, diags)) {
        return false;
    }
    package = open_archive(path, diags);
    if (!package) {
        return false;
    }
    ok = find_base(package, &base, diags);
    if (ok) {
        bag->id = arena_str(arena, base);
        ok = read_files(bag, package, diags);
    }
    package_close(package);
    return ok;
}
