using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace BerryAIGen.Database.Sqlite;

/// <summary>
/// Makes Microsoft.Data.Sqlite 10 run on SQLitePCLRaw 2.0.6 and on the SQLite of the system. It asks for a newer
/// SQLitePCLRaw, of which it uses nothing that 2.0.6 lacks but loading extensions; a test compares the members.
/// The system's SQLite is patched by the system; the packaged one is old and only the way out where there is none.
/// </summary>
internal static class SqliteLibrary
{
    private const string Core = "SQLitePCLRaw.core";
    internal const string Native = "e_sqlite3";

    private static readonly Lazy<bool> Prepared = new(() =>
    {
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            name.Name == Core ? context.LoadFromAssemblyName(new AssemblyName(Core)) : null;
        Register();
        return true;
    });

    public static Func<LibraryContext> Contexts(string connectionString, IEnumerable<IInterceptor> also)
    {
        var options = new DbContextOptionsBuilder<SqliteContext>()
            .UseSqlite(connectionString)
            .AddInterceptors([new SqlitePragmas(), .. also])
            .Options;
        return () => new SqliteContext(options);
    }

    /// <summary>Call before the first connection; the second call does nothing.</summary>
    public static void Prepare() => _ = Prepared.Value;

    // Apart from the caller, so that no type of the library is looked up before the handler is in place.
    private static void Register()
    {
        // SqliteRows asks it for columns by itself.
        foreach (var caller in (Assembly[])[typeof(SQLite3Provider_e_sqlite3).Assembly, typeof(SqliteRows).Assembly])
            NativeLibrary.SetDllImportResolver(
                caller,
                (name, assembly, path) => name == Native ? LoadNative(assembly, path) : 0
            );
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        raw.FreezeProvider();
    }

    private static nint LoadNative(Assembly assembly, DllImportSearchPath? path)
    {
        var system =
            OperatingSystem.IsWindows() ? "winsqlite3"
            : OperatingSystem.IsMacOS() ? "libsqlite3.dylib"
            : "libsqlite3.so.0";
        return NativeLibrary.TryLoad(system, out var library) ? library : NativeLibrary.Load(Native, assembly, path);
    }

    /// <summary>The version that answers, such as <c>3.40.1</c>.</summary>
    public static string FindVersion()
    {
        Prepare();
        using var connection = new SqliteConnection("Data Source=:memory:");
        return connection.ServerVersion;
    }
}
