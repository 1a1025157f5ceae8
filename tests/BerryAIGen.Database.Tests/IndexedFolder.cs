using System.Security.Cryptography;
using BerryAIGen.Database.Indexing;
using BerryAIGen.Database.Models;
using BerryAIGen.Library;
using BerryAIGen.Library.Compatibility.Machines;
using BerryAIGen.Library.Compatibility.Providers;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Predefined;
using BerryAIGen.Testing;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Tests;

/// <summary>A folder of models, a database, and the index between them.</summary>
internal sealed class IndexedFolder : IDisposable
{
    private readonly TestDatabase _database;

    private IndexedFolder(TestDatabase database)
    {
        _database = database;
        Models = Folder.Combine("models");
        Directory.CreateDirectory(Models);
        Library = new BerryLibrary(
            new LibraryOptions
            {
                ModelsFolder = Models,
                ReadVariable = _ => null,
                WorkingFolder = Folder.Path,
            }
        );
        var predefined = PredefinedModels.Load(null);
        Registry = new ModelRegistry(database.Library, ProviderCatalog.Load(null), TimeProvider.System);
        Index = new RegistryIndex(
            Library,
            database.Library,
            Registry,
            new RegistryFacts(predefined),
            Machine,
            TimeProvider.System
        );
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static MachineProfile Machine { get; } = new() { RamBytes = 16L << 30 };

    public TemporaryFolder Folder { get; } = new();

    public string Models { get; }

    public BerryLibrary Library { get; }

    public ModelRegistry Registry { get; }

    public RegistryIndex Index { get; }

    public LibraryDatabase Database => _database.Library;

    public static async Task<IndexedFolder> CreateAsync(DatabaseKind kind, PostgreSqlServer server) =>
        new(await TestDatabase.CreateAsync(kind, server));

    public Task<RegistryIndexReport> RunAsync(params string[] folders) =>
        Index.RunAsync(folders.Length == 0 ? [Models] : folders, progress: null, Stop);

    public Task<RegistryIndexReport> RunAsync(IProgress<RegistryIndexProgress> progress) =>
        Index.RunAsync([Models], progress, Stop);

    public async Task<IReadOnlyList<ModelRow>> RowsAsync()
    {
        await using var context = Database.CreateContext();
        return await context.Registry.AsNoTracking().OrderBy(row => row.Id).ToListAsync(Stop);
    }

    public async Task<ModelRow> RowAsync(string id) => (await RowsAsync()).Single(row => row.Id == id);

    public async Task<IReadOnlyList<string>> HistoryAsync(string id)
    {
        await using var context = Database.CreateContext();
        return await context
            .ModelEvents.Where(row => row.ModelId == id)
            .OrderBy(row => row.Id)
            .Select(row => row.Event)
            .ToListAsync(Stop);
    }

    public async Task ChangeAsync(string id, Action<ModelRow> change)
    {
        await using var context = Database.CreateContext();
        change(await context.Registry.SingleAsync(row => row.Id == id, Stop));
        await context.SaveChangesAsync(Stop);
    }

    /// <summary>A small adapter for Stable Diffusion XL; the seed makes its bytes different from others.</summary>
    public string AddLora(string name, int seed = 0)
    {
        var path = Path.Combine(Models, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        SmallLora.Write(path, seed);
        return path;
    }

    public string AddGguf(string name, params (string Key, string Value)[] texts)
    {
        var path = Path.Combine(Models, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, GgufMaker.Small([("general.architecture", "llama"), .. texts]));
        return path;
    }

    /// <summary>A file of text, at a place below the models.</summary>
    public void Write(string name, string text)
    {
        var path = Path.Combine(Models, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public static string Sha256(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));

    public void Dispose()
    {
        Index.Dispose();
        Library.Dispose();
        _database.Dispose();
        Folder.Dispose();
    }
}
