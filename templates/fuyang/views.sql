-- 阜阳市政府网站与政务新媒体月度运维情况通报：每个数字从这里算出。
--
-- 输入表：网站（网站监测）、信息（信息报送，一条一行）、整治（账号整治）、
-- 新媒体（政务新媒体），加上 期次（设置，一行）和 单位名录。
-- 单位一律存全称。文字在模板里，这里只出数字、名单和真假（1、0）。


-- 一、政府网站 --------------------------------------------------------------

-- 信息采用情况里县市区用地名（阜南县），其余单位用简称。
CREATE VIEW 名录 AS
SELECT CAST(序号 AS INTEGER) AS 序, 全称, 简称,
       coalesce(nullif(地名, ''), 简称) AS 采用名,
       组 = '县市区' AS 是县市区, 组, nullif(代码, '') AS 代码, 区划代码,
       coalesce(网站, '') = '是' AS 有网站, _file, _sheet, _row
FROM 单位名录;

-- 监测结果的档次，由好到差。
CREATE VIEW 结果表 AS
SELECT 1 AS 级, '合格' AS 结果
UNION ALL SELECT 2, '基本合格'
UNION ALL SELECT 3, '不合格';

-- 附件1：每家网站一行，次序以名录为准。
CREATE VIEW 监测情况 AS
SELECT w.网站标识码, u.全称 AS 单位名称, w.门户, w.首页地址, w.结果,
       w.突出问题, w.备注, u.是县市区, u.区划代码, u.代码, u.有网站, u.序,
       w._file, w._sheet, w._row
FROM 网站 w JOIN 名录 u ON u.全称 = w.单位
ORDER BY u.序;

CREATE VIEW 网站总览 AS
SELECT count(*) AS 网站数,
       count(DISTINCT 结果) = 1 AS 同结果
FROM 监测情况;

-- 有网站的档次各一行。
CREATE VIEW 结果分布 AS
SELECT t.结果, count(*) AS 家数
FROM 监测情况 j JOIN 结果表 t ON t.结果 = j.结果
GROUP BY t.级
ORDER BY t.级;


-- 二、信息采用 --------------------------------------------------------------

-- 每个报送过信息的单位一行。首采是最早被采用的那条的报送时间。
CREATE VIEW 单位报送 AS
SELECT u.全称, u.简称, u.采用名, u.是县市区, u.序,
       count(*) AS 报送数,
       count(*) FILTER (WHERE i.采用 = '是') AS 采用数,
       min(i.报送时间) FILTER (WHERE i.采用 = '是') AS 首采,
       min(i._row) AS 首行
FROM 信息 i JOIN 名录 u ON u.全称 = i.单位
GROUP BY u.全称;

CREATE VIEW 信息总览 AS
SELECT count(*) AS 报送数,
       count(*) FILTER (WHERE i.采用 = '是') AS 采用数,
       count(*) FILTER (WHERE i.采用 = '是' AND u.是县市区) AS 县市区采用,
       count(*) FILTER (WHERE i.采用 = '是' AND u.组 = '市直单位')
         AS 市直采用
FROM 信息 i LEFT JOIN 名录 u ON u.全称 = i.单位;

-- 附件2：名次不并列（1 2 3）；采用数相同的，首条被采用的信息报得早的在前，
-- 再相同的按名录。没有被采用过的单位不列。要并列，把 row_number() 换成 rank()
-- （1 2 2 4）或 dense_rank()（1 2 2 3），它的 ORDER BY 只留采用数。
CREATE VIEW 采用名次 AS
SELECT 是县市区, 采用名 AS 单位, 采用数,
       row_number() OVER (PARTITION BY 是县市区
                          ORDER BY 采用数 DESC, 首采, 序) AS 名次
FROM 单位报送
WHERE 采用数 > 0;

CREATE VIEW 县市区采用 AS
SELECT 名次, 单位, 采用数 FROM 采用名次 WHERE 是县市区 ORDER BY 名次;

CREATE VIEW 市直采用 AS
SELECT 名次, 单位, 采用数 FROM 采用名次 WHERE NOT 是县市区 ORDER BY 名次;


-- 三、政务新媒体 ------------------------------------------------------------

-- 办法不同的账号分开计数，一个也没有的不出现。
CREATE VIEW 整治分项 AS
SELECT 级 = 1 AS 注销关停, 级 = 2 AS 规范整改, 级 = 3 AS 清理整合,
       级 = 4 AS 补录备案, 个数
FROM (SELECT 1 AS 级, sum(注销关停) AS 个数 FROM 整治
      UNION ALL SELECT 2, sum(规范整改) FROM 整治
      UNION ALL SELECT 3, sum(清理整合) FROM 整治
      UNION ALL SELECT 4, sum(补录备案) FROM 整治)
WHERE 个数 > 0
ORDER BY 级;

-- 附件3：次序同原表。填“/”的没有账号，印“/”；空白的印空白。
CREATE VIEW 新媒体情况 AS
SELECT u.简称, nullif(m.微博, '/') AS 微博, m.微博 = '/' AS 无微博, m.微博更新,
       nullif(m.微信, '/') AS 微信, m.微信 = '/' AS 无微信, m.微信更新,
       m.存在问题
FROM 新媒体 m JOIN 名录 u ON u.全称 = m.单位
ORDER BY m._row;

-- 每个单位的每个平台一行。
CREATE VIEW 平台 AS
SELECT '政务微博' AS 平台, u.简称, m.微博 AS 名称, m.微博更新 AS 更新时间,
       m._file, m._sheet, m._row, '微博' AS _col
FROM 新媒体 m JOIN 名录 u ON u.全称 = m.单位
UNION ALL
SELECT '政务微信', u.简称, m.微信, m.微信更新,
       m._file, m._sheet, m._row, '微信'
FROM 新媒体 m JOIN 名录 u ON u.全称 = m.单位;

-- 合计数的是有名称的账号：“/”和空白都不算。
CREATE VIEW 新媒体合计 AS
SELECT count(*) FILTER (WHERE 平台 = '政务微博' AND 名称 <> '/') AS 微博数,
       count(*) FILTER (WHERE 平台 = '政务微信' AND 名称 <> '/') AS 微信数
FROM 平台;


-- 四、检查：每个视图都应为空，每一行是一条发现 ----------------------------------

CREATE VIEW 标识码重复 AS
SELECT b.单位名称, b.网站标识码, a._row AS 前行, a.单位名称 AS 前单位,
       b._file, b._sheet, b._row, '网站标识码' AS _col
FROM 监测情况 a JOIN 监测情况 b
  ON a.网站标识码 = b.网站标识码 AND a._row < b._row;

CREATE VIEW 标识码与区划不符 AS
SELECT 单位名称, 网站标识码, 区划代码, _file, _sheet, _row,
       '网站标识码' AS _col
FROM 监测情况
WHERE 是县市区 AND substr(网站标识码, 1, 6) <> 区划代码;

CREATE VIEW 标识码与名录不符 AS
SELECT 单位名称, 网站标识码, 代码, _file, _sheet, _row, '网站标识码' AS _col
FROM 监测情况
WHERE 代码 <> 网站标识码;

CREATE VIEW 名录网站未监测 AS
SELECT 全称, _file, _sheet, _row
FROM 名录
WHERE 有网站 AND 全称 NOT IN (SELECT 单位名称 FROM 监测情况);

CREATE VIEW 监测单位无网站 AS
SELECT 单位名称, _file, _sheet, _row, '单位' AS _col
FROM 监测情况
WHERE NOT 有网站;

CREATE VIEW 合格有问题 AS
SELECT 单位名称, 突出问题, _file, _sheet, _row, '突出问题' AS _col
FROM 监测情况
WHERE 结果 = '合格' AND 突出问题 IS NOT NULL;

CREATE VIEW 不合格无问题 AS
SELECT 单位名称, 结果, _file, _sheet, _row, '突出问题' AS _col
FROM 监测情况
WHERE 结果 <> '合格' AND 突出问题 IS NULL;

CREATE VIEW 门户栏全空 AS
SELECT 家数, _file, _sheet, _row, '门户' AS _col
FROM (SELECT count(*) AS 家数, count(门户) AS 填数,
             min(_file) AS _file, min(_sheet) AS _sheet, min(_row) AS _row
      FROM 监测情况)
WHERE 家数 > 0 AND 填数 = 0;

CREATE VIEW 监测晚于截止 AS
SELECT 监测时间, 检查截止, _file, _sheet, _row, '监测时间' AS _col
FROM 期次
WHERE 监测时间起 > 检查截止;

CREATE VIEW 信息重复 AS
SELECT u.简称, b.标题, b.前行, b._file, b._sheet, b._row, '标题' AS _col
FROM (SELECT 单位, 标题, _file, _sheet, _row,
             min(_row) OVER (PARTITION BY 单位, 标题) AS 前行
      FROM 信息) b
JOIN 名录 u ON u.全称 = b.单位
WHERE b.前行 < b._row;

CREATE VIEW 信息不在本期 AS
SELECT u.简称, i.标题, substr(i.报送时间, 1, 10) AS 报送日期, p.期别,
       i._file, i._sheet, i._row, '报送时间' AS _col
FROM 信息 i JOIN 名录 u ON u.全称 = i.单位 CROSS JOIN 期次 p
WHERE substr(i.报送时间, 1, 10) NOT BETWEEN p.期别起 AND p.期别止;

CREATE VIEW 采用分项不符 AS
SELECT 采用数, 县市区采用, 市直采用 FROM 信息总览
WHERE 县市区采用 + 市直采用 <> 采用数;

CREATE VIEW 未报送单位 AS
SELECT 简称, _file, _sheet, _row
FROM 名录
WHERE 有网站 AND 全称 NOT IN (SELECT 全称 FROM 单位报送);

CREATE VIEW 报送未采用 AS
SELECT d.简称, d.报送数, i._file, i._sheet, i._row, '采用' AS _col
FROM 单位报送 d JOIN 信息 i ON i._row = d.首行
WHERE d.采用数 = 0;

CREATE VIEW 新媒体未填 AS
SELECT 简称, 平台, _file, _sheet, _row, _col
FROM 平台
WHERE 名称 IS NULL;

-- 有名称没有更新时间，或者反过来。
CREATE VIEW 新媒体填写不一 AS
SELECT 简称, 平台, coalesce(名称, '') AS 名称,
       coalesce(更新时间, '') AS 更新时间, _file, _sheet, _row, _col
FROM 平台
WHERE (名称 IS NULL) <> (更新时间 IS NULL)
   OR (名称 = '/') <> (更新时间 = '/');

CREATE VIEW 账号重名 AS
SELECT b.简称, a.简称 AS 前单位, b.平台, b.名称,
       b._file, b._sheet, b._row, b._col
FROM 平台 a JOIN 平台 b
  ON a.平台 = b.平台 AND a.名称 = b.名称 AND a._row < b._row
WHERE b.名称 <> '/';

CREATE VIEW 日期颠倒 AS
SELECT 前项, 前日, 后项, 后日, p._file, p._sheet, p._row, 后项 AS _col
FROM (SELECT '检查截止' AS 前项, 检查截止 AS 前日,
             '成文日期' AS 后项, 成文日期 AS 后日 FROM 期次
      UNION ALL SELECT '成文日期', 成文日期, '整改期限', 整改期限 FROM 期次)
     CROSS JOIN 期次 p
WHERE 后日 < 前日;

CREATE VIEW 截止不在本期 AS
SELECT 检查截止, 期别, _file, _sheet, _row, '检查截止' AS _col
FROM 期次
WHERE 检查截止 NOT BETWEEN 期别起 AND 期别止;

CREATE VIEW 期限在休息日 AS
SELECT 整改期限, _file, _sheet, _row, '整改期限' AS _col
FROM 期次
WHERE workdays(date(整改期限, '-1 day'), 整改期限) = 0;
