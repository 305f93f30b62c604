#include "gen/base/outfile.h"

#include <stdio.h>
#include <sys/stat.h>

#include "gen/base/mem.h"
#include "gen/base/path.h"

bool
outfile_open(struct outfile *out, const char *target, struct diags *diags)
{
    struct location at = {.path = target};
    struct stat st;

    *out = (struct outfile){.path = NULL};
    if (lstat(target, &st) == 0 && !S_ISREG(st.st_mode)) {
        return diag_system(diags, at, "%s",
                           _("is there already and is not a regular file"));
    }
    if (!workdir_open(&out->work, target, diags)) {
        return false;
    }
    out->target = path_copy(str_from(target));
    out->path = path_join(out->work.path, path_name(target));
    diags_show_as(diags, out->path, target);
    return true;
}

bool
outfile_commit(struct outfile *out, struct diags *diags)
{
    bool ok = workdir_goes_on(out->target, diags);

    if (ok && (!path_sync(out->path) || rename(out->path, out->target))) {
        ok = workdir_report(diags, out->target, _("cannot be written"));
    }
    if (ok) {
        workdir_settle(out->target, diags);
    }
    outfile_discard(out);
    return ok;
}

void
outfile_discard(struct outfile *out)
{
    workdir_close(&out->work);
    mem_free(out->path);
    mem_free(out->target);
    *out = (struct outfile){.path = NULL};
}
