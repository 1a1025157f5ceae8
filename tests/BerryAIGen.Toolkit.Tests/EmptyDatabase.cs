using BerryAIGen.Database;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests;

/// <summary>
/// A file with all tables and nothing in them, made once for a run: a server finds it as its first start would have left
/// it, and hundreds of them need not make the tables again. The command line's tests and those on PostgreSQL start on none.
/// </summary>
internal static class EmptyDatabase
{
    private static readonly Lazy<Task<string>> Made = new(MakeAsync);

    /// <summary>Puts it where there is no file yet.</summary>
    public static async Task PutAsync(string path)
    {
        if (!File.Exists(path) && Directory.Exists(Path.GetDirectoryName(path)))
            File.Copy(await Made.Value, path);
    }

    private static async Task<string> MakeAsync()
    {
        var folder = new TemporaryFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        var database = LibraryDatabase.Open(folder.Combine("library.db"));
        await database.MigrateAsync(CancellationToken.None);
        database.CloseConnections();
        return database.Describe();
    }
}
