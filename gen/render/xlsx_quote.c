#include "gen/render/xlsx_quote.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "gen/opc/package.h"
#include "gen/opc/zipout.h"

#define STYLES "/xl/styles.xml"

static const struct {
    const char *hidden, *quoted;
} marks[] = {{" applyProtection=\"1\"", " quotePrefix=\"1\""},
             {"<protection hidden=\"1\"/>", ""}};

/* False if there is nothing to replace. */
static bool
quote_styles(struct str styles, struct strbuf *out)
{
    size_t n = 0;

    for (size_t i = 0; i < styles.len;) {
        struct str rest = str_slice(styles, i, styles.len);
        size_t k = 0;

        while (k < 2 && !str_starts_with(rest, str_from(marks[k].hidden))) {
            k++;
        }
        if (k < 2) {
            strbuf_add_cstr(out, marks[k].quoted);
            i += strlen(marks[k].hidden);
            n++;
        } else {
            strbuf_add_char(out, styles.ptr[i++]);
        }
    }
    return n > 0;
}

static bool
copy_part(struct package *package, struct str name, struct zipout *zip,
          struct diags *diags)
{
    struct part *part = part_open(package, name, diags);
    char bytes[16384];
    ptrdiff_t n = part ? 0 : -1;

    zipout_begin(zip, str_slice(name, 1, name.len));
    while (part && (n = part_read(part, bytes, sizeof bytes, diags)) > 0) {
        zipout_write(zip, (struct str){bytes, (size_t)n});
    }
    part_close(part);
    return n == 0;
}

static bool
write_copy(struct package *package, const char *path, struct str styles,
           struct diags *diags)
{
    struct zipout *zip = zipout_new(path);
    bool ok = true;

    for (size_t i = 0; ok && i < package_n_parts(package); i++) {
        struct str name = package_part_name(package, i);

        if (str_is(name, STYLES)) {
            zipout_add(zip, str_slice(name, 1, name.len), styles);
        } else {
            ok = copy_part(package, name, zip, diags);
        }
    }
    if (!ok) {
        zipout_discard(zip);
        return false;
    }
    return zipout_close(zip, diags);
}

/* Whatever goes wrong is said of path, not of the copy. */
static bool
replace(struct package *package, const char *path, struct str styles,
        struct diags *found)
{
    struct location at = {.path = path};
    struct strbuf copy = {0};
    bool ok;

    strbuf_addf(&copy, "%s.quoted", path);
    ok = write_copy(package, copy.ptr, styles, found);
    if (ok && rename(copy.ptr, path) != 0) {
        ok =
            diag_system(found, at, _("cannot be written: %s"), strerror(errno));
    }
    remove(copy.ptr);
    strbuf_clear(&copy);
    return ok;
}

bool
xlsx_quote(const char *path, struct diags *diags)
{
    struct location at = {.path = path};
    struct arena arena = {0};
    struct diags found = {0};
    struct strbuf styles = {0};
    struct str bytes;
    struct package *package = package_open(path, NULL, &found);
    bool ok =
        package && package_read(package, STR(STYLES), &arena, &bytes, &found);

    if (ok && quote_styles(bytes, &styles)) {
        ok = replace(package, path, strbuf_str(&styles), &found);
    }
    if (!ok) {
        diag_system(diags, at, "%s",
                    found.n_items
                        ? found.items[0].message
                        : _("the workbook was not written completely"));
    }
    package_close(package);
    strbuf_clear(&styles);
    diags_clear(&found);
    arena_clear(&arena);
    return ok;
}
