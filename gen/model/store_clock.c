#include "gen/model/store_impl.h"

static _Thread_local bool is_asked;

static int
refuse_time(sqlite3_vfs *vfs, double *days)
{
    (void)vfs;
    *days = 0;
    is_asked = true;
    return SQLITE_ERROR;
}

static int
refuse_time_int(sqlite3_vfs *vfs, sqlite3_int64 *milliseconds)
{
    (void)vfs;
    *milliseconds = 0;
    is_asked = true;
    return SQLITE_ERROR;
}

const char *
store_clock_vfs(void)
{
    static sqlite3_vfs vfs;

    if (!vfs.zName) {
        vfs = *sqlite3_vfs_find(NULL);
        vfs.zName = "tongbao";
        vfs.pNext = NULL;
        vfs.xCurrentTime = refuse_time;
        vfs.xCurrentTimeInt64 = refuse_time_int;
        sqlite3_vfs_register(&vfs, 0);
    }
    return vfs.zName;
}

bool
store_clock_asked(void)
{
    bool asked = is_asked;

    is_asked = false;
    return asked;
}
