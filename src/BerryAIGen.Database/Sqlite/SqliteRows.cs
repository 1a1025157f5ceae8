using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using BerryAIGen.Database.Models.Listing;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace BerryAIGen.Database.Sqlite;

/// <summary>
/// The rows of one question on a connection of its own, as SQLite has them: whoever looks at thousands of rows to find the
/// few that matter makes no object of the others. Columns are asked for without a detour: it would cost several times what
/// SQLite does.
/// </summary>
internal sealed unsafe partial class SqliteRows : IListedRow, IDisposable
{
    private const string Settings = "PRAGMA busy_timeout = 30000; PRAGMA mmap_size = 268435456;";

    private readonly sqlite3 _file;
    private readonly sqlite3_stmt? _rows;
    private readonly nint _row;

    /// <param name="path">The file.</param>
    /// <param name="question">With places <c>@p0</c>, <c>@p1</c> … for the values.</param>
    /// <param name="values">Texts and whole numbers.</param>
    /// <exception cref="SqliteException">The file cannot be opened, or the question is none.</exception>
    public SqliteRows(string path, string question, params IReadOnlyList<object> values)
    {
        var result = raw.sqlite3_open_v2(path, out _file, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX, null);
        try
        {
            Check(result);
            Check(raw.sqlite3_exec(_file, Settings));
            Check(raw.sqlite3_prepare_v2(_file, question, out _rows));
            foreach (var (number, value) in values.Index())
                Check(Bind(raw.sqlite3_bind_parameter_index(_rows, $"@p{number}"), value));
            _row = _rows.DangerousGetHandle();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Goes to the next row; false when there is none.</summary>
    public bool Read()
    {
        var result = raw.sqlite3_step(_rows);
        if (result == raw.SQLITE_ROW)
            return true;
        if (result != raw.SQLITE_DONE)
            Check(result);
        return false;
    }

    public int TypeOf(int column) => ColumnType(_row, column);

    /// <summary>A number, where there is one.</summary>
    public long Whole(int column) => ColumnNumber(_row, column);

    /// <summary>A text in UTF-8, whatever the file keeps it in; until the next row.</summary>
    public ReadOnlySpan<byte> Bytes(int column)
    {
        // In this order: the length is that of what was asked for.
        var bytes = ColumnBytes(_row, column);
        return new(bytes, ColumnLength(_row, column));
    }

    public string? Text(int column) =>
        TypeOf(column) == raw.SQLITE_NULL ? null : Encoding.UTF8.GetString(Bytes(column));

    public long? Number(int column) => TypeOf(column) == raw.SQLITE_NULL ? null : Whole(column);

    public DateTime? Time(int column) =>
        Text(column) is { } time ? DateTime.Parse(time, CultureInfo.InvariantCulture) : null;

    public void Dispose()
    {
        _rows?.Dispose();
        _file?.Dispose();
    }

    private int Bind(int place, object value) =>
        value switch
        {
            string text => raw.sqlite3_bind_text(_rows, place, text),
            long number => raw.sqlite3_bind_int64(_rows, place, number),
            int number => raw.sqlite3_bind_int64(_rows, place, number),
            _ => throw new ArgumentException($"A {value.GetType().Name} is no value of a question."),
        };

    private void Check(int result)
    {
        if (result == raw.SQLITE_OK)
            return;
        var why = _file is null ? raw.sqlite3_errstr(result) : raw.sqlite3_errmsg(_file);
        throw new SqliteException($"SQLite Error {result}: '{why.utf8_to_string()}'.", result);
    }

    [LibraryImport(SqliteLibrary.Native, EntryPoint = "sqlite3_column_type")]
    [SuppressGCTransition]
    private static partial int ColumnType(nint row, int column);

    [LibraryImport(SqliteLibrary.Native, EntryPoint = "sqlite3_column_int64")]
    [SuppressGCTransition]
    private static partial long ColumnNumber(nint row, int column);

    [LibraryImport(SqliteLibrary.Native, EntryPoint = "sqlite3_column_text")]
    [SuppressGCTransition]
    private static partial byte* ColumnBytes(nint row, int column);

    [LibraryImport(SqliteLibrary.Native, EntryPoint = "sqlite3_column_bytes")]
    [SuppressGCTransition]
    private static partial int ColumnLength(nint row, int column);
}
