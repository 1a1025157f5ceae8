using System.Text.Json.Nodes;
using BerryAIGen.Database.Generations;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Pictures;
using BerryAIGen.Library;
using BerryAIGen.Testing;

namespace BerryAIGen.Database.Tests.Pictures;

/// <summary>A folder of pictures beside the models, and the index of it.</summary>
internal sealed class IndexedPictures : IDisposable
{
    private static readonly PictureViewer Everything = new("local", SeesAll: true);

    private readonly IndexedFolder _folder;
    private readonly PictureMatching _matching;
    private readonly BerryLibrary _library;
    private readonly PictureListing _listing;

    /// <param name="folder">The models and the database.</param>
    /// <param name="library">That of the server; null for the folder's own, which makes no thumbnails.</param>
    public IndexedPictures(IndexedFolder folder, BerryLibrary? library = null)
    {
        (_folder, _library) = (folder, library ?? folder.Library);
        Folder = folder.Folder.Combine("pictures");
        Directory.CreateDirectory(Folder);
        _matching = new PictureMatching(folder.Database, _library);
        _listing = new PictureListing(
            folder.Database,
            _library,
            _matching,
            new MaturityStore(folder.Database, TimeProvider.System)
        );
        Folders = new PictureFolders(folder.Database, _library, TimeProvider.System);
        Job = new PictureIndexJob(folder.Database, _library, _matching, TimeProvider.System);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public string Folder { get; }

    public PictureFolders Folders { get; }

    public PictureIndexJob Job { get; }

    public static async Task<IndexedPictures> StartAsync(IndexedFolder folder)
    {
        var pictures = new IndexedPictures(folder);
        await pictures.Folders.AddAsync(pictures.Folder, isRecursive: true, Stop);
        return pictures;
    }

    public void Add(string name, string models, string prompt = "a cat")
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        new PngMaker()
            .InternationalText(
                "parameters",
                $"{prompt}\nSteps: 20, Sampler: Euler, Seed: 1, {models}, Version: v1.10.1"
            )
            .Save(path);
    }

    /// <summary>Adds a LoRA, a picture that says its name with another hash, and one that says its hash.</summary>
    public (string Path, string Hash) AddWithLora()
    {
        var path = _folder.AddLora("ink.safetensors");
        var hash = IndexedFolder.Sha256(path);
        Add("name.png", "Lora hashes: \"ink: 0123456789\"");
        Add("hash.png", $"Lora hashes: \"whatever: {hash[..10]}\"");
        return (path, hash);
    }

    public Task<string> PayloadAsync() => Job.PrepareAsync(new PictureIndexOrder([], AsksCivitai: false), Stop);

    /// <param name="isSecondAttempt">Whether the node that ran it first fell silent.</param>
    public async Task<JsonNode> RunAsync(bool isSecondAttempt = false)
    {
        var store = new JobStore(_folder.Database, TimeProvider.System);
        var row = store.Create(PictureIndexJob.KindName, await PayloadAsync());
        await store.AddAsync(row, null, Stop);
        var claim = await store.ClaimAsync(row.Id, "node", silentAttempt: null, Stop);
        if (isSecondAttempt)
            claim = await store.ClaimAsync(row.Id, "other", silentAttempt: 1, Stop);
        using var run = new JobRun(store, claim!);
        return JsonNode.Parse((await Job.RunAsync(run, Stop))!)!;
    }

    public async Task<IReadOnlyList<string>> PathsAsync(PictureQuery query) =>
        [
            .. (await _listing.ListAsync(query, Everything, Stop))
                .Items.Select(row => row.Path)
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Of each picture whether its model is here, and how it was found.</summary>
    public async Task<IReadOnlyList<string>> StatesAsync()
    {
        var states = new List<string>();
        foreach (var row in (await _listing.ListAsync(new PictureQuery(), Everything, Stop)).Items)
        {
            var model = (await _listing.GetAsync(row.Id, Everything, Stop)).Models.Single();
            states.Add($"{row.Path} {model.State} {model.MatchedBy}");
        }

        return [.. states.Order(StringComparer.Ordinal)];
    }

    /// <summary>Of each picture how its model is known, Civitai's version of it, and whether an install would fetch it.</summary>
    public async Task<IReadOnlyList<string>> VersionsAsync()
    {
        var versions = new List<string>();
        foreach (var row in (await _listing.ListAsync(new PictureQuery(), Everything, Stop)).Items)
        {
            var model = (await _listing.GetAsync(row.Id, Everything, Stop)).Models.Single();
            var install = (await _library.Pictures.ChooseAsync([model.Resource], isLocal: true, Stop)).Count(choice =>
                choice.Request is not null
            );
            versions.Add(
                $"{row.Path} {model.State} {model.MatchedBy} {model.CivitaiVersionId} {model.Candidates.Count} {install}"
            );
        }

        return [.. versions.Order(StringComparer.Ordinal)];
    }

    public void Dispose() => _matching.Dispose();
}
