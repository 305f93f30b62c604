#include "gen/render/xlsx_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "gen/base/digest.h"
#include "gen/opc/package.h"
#include "gen/opc/xml.h"
#include "gen/render/xlsx_quote.h"

/* So that the system's reason is known: the library prints it on standard
 * error instead of returning it. */
static bool
create_file(const char *path, struct location at, struct diags *diags)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);

    if (fd < 0 || close(fd) != 0) {
        return diag_system(diags, at, _("cannot be written: %s"),
                           strerror(errno));
    }
    return true;
}

/* Calls write while what the library prints on standard error, with the hidden
 * name, goes nowhere: what it returns is reported. */
static bool
write_quietly(const char *path,
              bool (*write)(void *user, const char *path, struct diags *diags),
              void *user, struct diags *diags)
{
    FILE *own = stderr;
    FILE *nowhere = fopen("/dev/null", "we");
    bool ok;

    if (nowhere) {
        stderr = nowhere;
    }
    ok = write(user, path, diags);
    stderr = own;
    if (nowhere) {
        fclose(nowhere);
    }
    return ok;
}

static bool
pass_start(void *user, struct str space, struct str name,
           const struct xml_attribute *attributes, size_t n_attributes)
{
    (void)user;
    (void)space;
    (void)name;
    (void)attributes;
    (void)n_attributes;
    return true;
}

static bool
pass_end(void *user, struct str space, struct str name)
{
    (void)user;
    (void)space;
    (void)name;
    return true;
}

/* Every part but the list of types itself has a type of its own. */
static bool
has_type(struct package *package, struct str name, struct diags *found)
{
    struct str type = package_content_type(package, name, found);

    return (type.len && !str_is(type, "application/xml")) ||
           str_is(name, "/[Content_Types].xml");
}

/* The library begins every part but drawings of comments with its declaration.
 * XML does without one, so a first write that failed is seen nowhere but
 * here. */
static bool
has_declaration(struct package *package, struct str name, struct diags *found)
{
    char head[5];
    struct part *part;
    bool ok;

    if (str_ends_with(name, STR(".vml"))) {
        return true;
    }
    part = part_open(package, name, found);
    ok = part && part_read(part, head, sizeof head, found) == sizeof head &&
         memcmp(head, "<?xml", sizeof head) == 0;

    part_close(part);
    return ok;
}

bool
xlsx_file_write(const char *path,
                bool (*write)(void *user, const char *path,
                              struct diags *diags),
                void *user, struct diags *diags)
{
    struct location at = {.path = path};
    struct strbuf again = {0};
    char first[DIGEST_HEX_LEN + 1];
    char second[DIGEST_HEX_LEN + 1];
    bool ok =
        create_file(path, at, diags) && write_quietly(path, write, user, diags);

    strbuf_addf(&again, "%s.again", path);
    ok = ok && create_file(again.ptr, at, diags) &&
         write_quietly(again.ptr, write, user, diags);
    if (ok && (!digest_file(DIGEST_SHA256, path, first, NULL) ||
               !digest_file(DIGEST_SHA256, again.ptr, second, NULL) ||
               strcmp(first, second) != 0)) {
        ok = diag_system(diags, at,
                         _("the workbook was not written "
                           "completely"));
    }
    unlink(again.ptr);
    strbuf_clear(&again);
    return ok && xlsx_quote(path, diags);
}

bool
xlsx_file_flush(const char *path, struct diags *diags)
{
    struct location at = {.path = path};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool ok = fd >= 0 && fsync(fd) == 0;
    int error = errno;

    if (fd >= 0 && close(fd) != 0 && ok) {
        error = errno;
        ok = false;
    }
    return ok ||
           diag_system(diags, at, _("cannot be written: %s"), strerror(error));
}

bool
xlsx_file_is_whole(const char *path, struct diags *found)
{
    static const struct xml_handler handler = {.start = pass_start,
                                               .end = pass_end};
    struct package *package = package_open(path, NULL, found);
    bool ok = package != NULL;

    for (size_t i = 0; ok && i < package_n_parts(package); i++) {
        struct str name = package_part_name(package, i);
        struct part *part;

        ok = has_type(package, name, found) &&
             has_declaration(package, name, found);
        if (!ok || str_starts_with(name, STR("/xl/worksheets/")) ||
            str_is(name, "/xl/sharedStrings.xml")) {
            continue;
        }
        part = part_open(package, name, found);
        ok = part && xml_scan(part_read, part, &handler,
                              package_at(package, name), found);
        part_close(part);
    }
    package_close(package);
    return ok;
}
