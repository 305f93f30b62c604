#include "gen/render/xlsx.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "gen/base/digest.h"
#include "gen/render/sheet.h"
#include "gen/render/xlsx_text.h"
#include "gen/render/xlsx_verify.h"
#include "gen/render/xlsx_write.h"
#include "gen/template/template.h"

/* So that the system's reason is known: the library prints it on standard
 * error instead of returning it. */
static bool
create_file(const char *path, struct diags *diags)
{
    struct location at = {.path = path};
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);

    if (fd < 0 || close(fd) != 0) {
        return diag_system(diags, at, _("cannot be written: %s"),
                           strerror(errno));
    }
    return true;
}

static bool
flush_file(const char *path, struct diags *diags)
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

/* The library does not notice when a piece of a part is lost in a temporary
 * file, and a part can be well-formed without it.  What is written twice and
 * is the same has lost nothing. */
static bool
write_twice(struct sheet *sheet, const struct xlsx_options *options,
            struct diags *diags)
{
    struct location at = {.path = sheet->path};
    const char *path = sheet->path;
    const char *again = arena_strf(sheet->arena, "%s.again", path).ptr;
    char first[DIGEST_HEX_LEN + 1];
    char second[DIGEST_HEX_LEN + 1];
    bool ok = create_file(path, diags) && xlsx_write(sheet, options, diags);

    sheet->path = again;
    ok = ok && create_file(again, diags) && xlsx_write(sheet, options, diags);
    sheet->path = path;
    if (ok && (!digest_file(DIGEST_SHA256, path, first, NULL) ||
               !digest_file(DIGEST_SHA256, again, second, NULL) ||
               strcmp(first, second) != 0)) {
        ok = diag_system(diags, at, _("the workbook was not written "
                                      "completely"));
    }
    unlink(again);
    return ok;
}

bool
xlsx_render(const char *path, const struct template *template,
            const struct scope *scope, struct evaluator *evaluator,
            const struct xlsx_options *options, struct diags *diags)
{
    struct arena arena = {0};
    struct sheet sheet = {
        .path = path,
        .is_landscape = options->is_landscape,
        .arena = &arena,
    };
    bool ok;

    sheet.name = xlsx_sheet_name(options->sheet, path, &arena, diags);
    ok = sheet_gather(&sheet, template->body->root, scope, evaluator, diags);
    if (ok) {
        ok = write_twice(&sheet, options, diags) &&
             xlsx_verify(&sheet, diags) && flush_file(path, diags);
        if (!ok) {
            unlink(path);
        }
    }
    arena_clear(&arena);
    return ok;
}
