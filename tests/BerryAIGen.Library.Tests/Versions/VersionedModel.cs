using System.Text.Json.Nodes;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Keeping.Checks;
using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Library.Versions.Checking;
using BerryAIGen.Library.Versions.Replacing;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Versions;

/// <summary>A model of the Sandbox with versions of a test's own, and a library that has one of them.</summary>
internal sealed class VersionedModel : IDisposable
{
    private static int _ids = 700_000;

    public VersionedModel(SandboxFixture sandbox, params VersionSpec[] versions)
    {
        Sandbox = sandbox;
        Story = new LibraryStory(sandbox);
        Model = sandbox.Server.Catalogue.Add(Spec(versions));
    }

    public SandboxFixture Sandbox { get; }

    public LibraryStory Story { get; }

    public SeededModel Model { get; }

    public BerryLibrary Library => Story.Library;

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static ModelSpec Spec(params VersionSpec[] versions)
    {
        var id = Interlocked.Increment(ref _ids);
        return new ModelSpec
        {
            Id = id,
            Name = $"Ink {id}",
            Type = "LORA",
            Versions = versions,
        };
    }

    /// <summary>A version with one file.</summary>
    public static VersionSpec Version(
        string name,
        string baseModel = "SDXL 1.0",
        string? fp = "fp16",
        int? earlyDays = null,
        string? file = null,
        int? copyOf = null,
        string? kind = "Standard"
    ) =>
        new()
        {
            Name = name,
            BaseModel = baseModel,
            BaseModelType = kind,
            EarlyAccessDays = earlyDays,
            Files =
            [
                new FileSpec
                {
                    Name = file ?? $"ink_{name}.safetensors",
                    Fp = fp,
                    CopyOf = copyOf,
                },
            ],
        };

    /// <summary>Downloads the version of that place, 0 the newest.</summary>
    public async Task<DownloadItem> DownloadAsync(int index)
    {
        var item = (await Story.DownloadAsync($"{Model.Id}@{Model.Versions[index].Id}")).ShouldHaveSingleItem();
        item.Failure.ShouldBeNull();
        return item;
    }

    public Task<IReadOnlyList<UpdateFinding>> CheckAsync(params string[] paths) =>
        Library.Updates.CheckAsync(
            new UpdateQuestion { Paths = paths.Length == 0 ? [Story.Path()] : paths },
            reading: null,
            Token
        );

    public async Task<UpdateFinding> CheckOneAsync() => (await CheckAsync()).ShouldHaveSingleItem();

    public Task<IReadOnlyList<UpdatedFile>> UpdateAsync(Func<UpdateRequest, UpdateRequest>? wish = null)
    {
        var request = new UpdateRequest { Paths = [Story.Path()] };
        return Library.Updates.UpdateAsync(wish?.Invoke(request) ?? request, progress: null, Token);
    }

    /// <summary>The journal knows the new file with its hash, and nothing of the folder is missing.</summary>
    public async Task ShouldBeWholeAsync()
    {
        var request = new CheckRequest { Paths = [Story.Path()] };
        var files = await Library.Keeping.CheckAsync(request, null, null, Token);
        files.ShouldHaveSingleItem().State.ShouldBe(CheckState.Ok, files[0].Reason);
        var index = await Library.Keeping.IndexAsync([Story.Path()], hashes: false, null, Token);
        (index.Seen, index.Missing, index.Added, index.Unchanged).ShouldBe((1, 0, 0, 1));
    }

    /// <summary>Changes the sidecar of a file as its record of another time would be.</summary>
    public static void Rewrite(string path, Action<JsonObject> change)
    {
        var record = SidecarStore.Find(path)!;
        change(record);
        File.WriteAllText(Sidecar.PathOf(path), record.ToJsonString());
    }

    public void Dispose()
    {
        Sandbox.Server.Faults.Clear();
        Story.Dispose();
    }
}
