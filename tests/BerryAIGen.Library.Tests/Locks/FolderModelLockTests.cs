using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Locks;
using BerryAIGen.Library.Tests.Downloads.HuggingFace;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Locks;

/// <summary>A folder that is one model is in a lock by its files.</summary>
public sealed class FolderModelLockTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RawHttpServer _hub = new(TwoTinyRepositories.Answer);
    private readonly BerryLibrary _library;

    public FolderModelLockTests() =>
        _library = new BerryLibrary(
            new LibraryOptions { HuggingFaceUrl = _hub.Address("/"), AllowedHosts = ["127.0.0.1"] }
        );

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DownloadTarget Target => new() { Root = _folder.Combine("ComfyUI") };

    private string Lock => _folder.Combine("berry.lock");

    [Fact]
    public async Task Nothing_of_a_folder_whose_files_are_all_locked_is_extra()
    {
        await DownloadAsync("hf:one/tiny");
        (await LockAsync()).Files.Count.ShouldBe(3);

        var outcome = await SyncAsync(prunes: true);

        outcome.Items.ShouldAllBe(item => item.State == DownloadState.AlreadyPresent);
        outcome.Extra.ShouldBeEmpty();
        outcome.Pruned.ShouldNotBeNull().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_folder_that_the_lock_does_not_list_is_named_and_by_wish_goes_file_by_file()
    {
        await DownloadAsync("hf:one/tiny");
        await LockAsync();
        var unlisted = (await DownloadAsync("hf:two/tiny")).Select(item => item.Path!).Order(StringComparer.Ordinal);

        var named = await SyncAsync(prunes: false);
        var pruned = await SyncAsync(prunes: true);

        named.Extra.ShouldBe(unlisted);
        pruned.Pruned.ShouldBe(unlisted);
        pruned.Extra.ShouldBeEmpty();
        unlisted.ShouldAllBe(path => !File.Exists(path));
        pruned.Items.ShouldAllBe(item => File.Exists(item.Path));
    }

    [Fact]
    public async Task A_plan_takes_a_locked_folder_without_records_for_no_extra_one()
    {
        var items = await DownloadAsync("hf:one/tiny");
        await LockAsync();
        foreach (var item in items)
            File.Delete(item.Path! + ".civitai.json");

        (await SyncAsync(prunes: false, isDryRun: true)).Extra.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_model_folder_that_cannot_be_read_is_left_out_and_named_and_the_others_are_locked()
    {
        await DownloadAsync("hf:one/tiny");
        // What nobody can open, not even root: a folder whose path is longer than the system takes.
        var broken = _folder.Combine("ComfyUI", "models", "diffusers", "broken");
        var deep = broken;
        while (deep.Length + 101 < 4090)
            deep = Path.Combine(deep, new string('d', 100));
        Directory.CreateDirectory(deep);
        await File.WriteAllTextAsync(Path.Combine(broken, "model_index.json"), "{}", Token);
        var renamed = broken + new string('n', 200);
        Directory.Move(broken, renamed);
        try
        {
            var outcome = await LockAsync();

            outcome.Files.Count.ShouldBe(3);
            outcome.LeftOut.ShouldHaveSingleItem().ShouldContain(renamed + " cannot be read");
            (await SyncAsync(prunes: false)).Extra.ShouldBe([renamed]);
        }
        finally
        {
            Directory.Move(renamed, broken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _library.Dispose();
        await _hub.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<IReadOnlyList<DownloadItem>> DownloadAsync(string reference)
    {
        var request = new DownloadRequest { References = [reference], Target = Target };
        var items = await _library.DownloadAsync(request, progress: null, Token);
        items.ShouldAllBe(item => item.State == DownloadState.Completed);
        return items;
    }

    private Task<LockOutcome> LockAsync() =>
        _library.Locks.LockAsync(new LockRequest { Path = Lock, Target = Target }, Token);

    private Task<SyncOutcome> SyncAsync(bool prunes, bool isDryRun = false)
    {
        var request = new SyncRequest
        {
            Path = Lock,
            Target = Target,
            Prunes = prunes,
            IsDryRun = isDryRun,
        };
        return _library.Locks.SyncAsync(request, progress: null, Token);
    }
}
