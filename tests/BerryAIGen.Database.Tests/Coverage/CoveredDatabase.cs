using BerryAIGen.Database.Coverage;
using BerryAIGen.Generation;
using BerryAIGen.Testing;

namespace BerryAIGen.Database.Tests.Coverage;

/// <summary>A database that follows the definitions of a home, and the search in it.</summary>
internal sealed class CoveredDatabase : IDisposable
{
    private readonly TestDatabase _database;

    private CoveredDatabase(TestDatabase database)
    {
        _database = database;
        Keeper = new CoverageKeeper(database.Library, new Generator(Home.Path));
        Search = new GenerationSearch(database.Library, Keeper);
    }

    public TemporaryFolder Home { get; } = new();

    public CoverageKeeper Keeper { get; }

    public GenerationSearch Search { get; }

    public LibraryDatabase Library => _database.Library;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Definition => Home.Combine("definitions", "ecosystems", "heron.json");

    public static async Task<CoveredDatabase> CreateAsync(DatabaseKind kind, PostgreSqlServer server) =>
        new(await TestDatabase.CreateAsync(kind, server));

    /// <summary>Writes the definition of an ecosystem.</summary>
    public void Define(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Definition)!);
        File.WriteAllText(Definition, text);
    }

    /// <summary>Takes it away again.</summary>
    public void Undefine() => File.Delete(Definition);

    public async Task ChangeAsync(Action<LibraryContext> change)
    {
        await using var context = Library.CreateContext();
        change(context);
        await context.SaveChangesAsync(Stop);
    }

    public Task<GenerationCoverageRow?> RowAsync(string id) =>
        ReadAsync(context => context.GenerationCoverage.FindAsync([id], Stop));

    public async Task<T> ReadAsync<T>(Func<LibraryContext, ValueTask<T>> read)
    {
        await using var context = Library.CreateContext();
        return await read(context);
    }

    public void Dispose()
    {
        Keeper.Dispose();
        _database.Dispose();
        Home.Dispose();
    }
}
