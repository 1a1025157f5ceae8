using System.Security.Cryptography;
using System.Text.Json;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Downloads.Transfers.Parts;
using BerryAIGen.Library.Naming;
using BerryAIGen.Library.Sources;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Scripts;

/// <summary>Scripts about what is decided before a transfer or after it: the whole way through the library.</summary>
internal static class WholeWayScripts
{
    private static readonly byte[] A = Transfers.Recipe.A(5000);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    internal static async Task The_file_is_there(JsonElement script)
    {
        using var library = new ScriptedLibrary();
        await using var server = new RawHttpServer(RawReply.File(A));
        Write(library, "model.bin", A);
        var request = library.Request(server.Address("/model.bin")) with { Sha256 = Sha256(A) };

        var item = (await library.RunAsync(request)).ShouldHaveSingleItem();

        item.State.ShouldBe(DownloadState.AlreadyPresent, item.Reason);
        script.GetProperty("expected").GetProperty("result").GetString().ShouldBe("already-present");
        server.Requests.ShouldBeEmpty();
    }

    internal static async Task The_worker_died_after_it_published(JsonElement script)
    {
        using var library = new ScriptedLibrary();
        await using var server = new RawHttpServer(RawReply.File(A));
        var request = library.Request(server.Address("/model.bin"));
        var planned = (await library.RunAsync(request)).ShouldHaveSingleItem();
        File.Delete(planned.Sidecar!);
        var asked = server.Requests.Count;
        var digest = AddressDigest.Of(server.Address("/model.bin"))[..8];
        var part = Path.Combine(library.Folder, $"model.bin.{digest}.part");
        new PartJournal
        {
            Address = "x",
            Size = A.Length,
            OwnerId = int.MaxValue,
        }.Write(part);

        var item = (await library.RunAsync(request)).ShouldHaveSingleItem();

        item.State.ShouldBe(DownloadState.AlreadyPresent, item.Reason);
        server.Requests.Count.ShouldBe(asked);
        File.Exists(item.Sidecar).ShouldBeTrue("what the dead worker did not get to is done");
        PartJournal.Exists(part).ShouldBeFalse();
        script.GetProperty("expected").GetProperty("requests").GetInt32().ShouldBe(0);
    }

    internal static Task There_is_no_room(JsonElement script)
    {
        using var mount = MountedFolder.Require("size=1m");
        var failure = FreeSpace.Check(Path.Combine(mount.Path, "a.part"), mount.Path, "a.bin", 5000);

        failure!.Code.ShouldBe(FailureCode.Disk);
        foreach (var word in script.GetProperty("expected").GetProperty("messageNames").EnumerateArray())
        {
            failure.Message.ShouldContain(word.GetString()!);
        }

        Directory.GetFiles(mount.Path).ShouldBeEmpty();
        return Task.CompletedTask;
    }

    internal static async Task The_own_hash_is_recorded(JsonElement script)
    {
        using var library = new ScriptedLibrary();
        await using var server = new RawHttpServer(RawReply.File(A));

        var item = (await library.RunAsync(library.Request(server.Address("/model.bin")))).ShouldHaveSingleItem();

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        item.VerifiedBy.ShouldBe(script.GetProperty("expected").GetProperty("verification").GetString());
        (await File.ReadAllTextAsync(item.Sidecar!, Token)).ShouldContain(Sha256(A), Case.Insensitive);
    }

    internal static async Task A_cancel_that_comes_after_the_rename(JsonElement script)
    {
        using var library = new ScriptedLibrary();
        using var stop = new CancellationTokenSource();
        await using var server = new RawHttpServer(RawReply.File(A));
        var request = library.Request(server.Address("/model.bin"));

        var items = await library.RunAsync(request, StageWatch.StopIn(DownloadStage.Record, stop), stop.Token);

        var item = items.ShouldHaveSingleItem();
        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        (await File.ReadAllBytesAsync(item.Path!, Token)).ShouldBe(A);
    }

    internal static async Task A_linked_folder_is_followed(JsonElement script)
    {
        using var library = new ScriptedLibrary();
        await using var server = new RawHttpServer(RawReply.File(A));
        var outside = Directory.CreateDirectory(Path.Combine(library.Above, "external")).FullName;
        Directory.CreateDirectory(library.Folder);
        Directory.CreateSymbolicLink(Path.Combine(library.Folder, "Krea 2"), outside);
        var request = library.Request(server.Address("/model.bin")) with
        {
            Target = new DownloadTarget { Folder = Path.Combine(library.Folder, "Krea 2") },
        };

        var item = (await library.RunAsync(request)).ShouldHaveSingleItem();

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        File.Exists(Path.Combine(outside, "model.bin")).ShouldBeTrue();
    }

    internal static async Task One_of_three_files_fails(JsonElement script)
    {
        using var library = new ScriptedLibrary();
        await using var server = new RawHttpServer(request =>
            request.Target switch
            {
                "/1.bin" => RawReply.File("f1"u8.ToArray()),
                "/3.bin" => RawReply.File("f3"u8.ToArray()),
                _ => new RawReply(404, []).With("Content-Length", "0"),
            }
        );

        var items = await library.RunAsync(
            library.Request(server.Address("/1.bin"), server.Address("/2.bin"), server.Address("/3.bin"))
        );

        items
            .Select(item => item.State)
            .ShouldBe([DownloadState.Completed, DownloadState.Failed, DownloadState.Completed]);
        Directory.GetFiles(library.Folder, "*.bin").Length.ShouldBe(2);
    }

    internal static async Task Paths_stay_inside(JsonElement script)
    {
        using var library = new ScriptedLibrary();
        await using var server = new RawHttpServer(request => RawReply.File("f1"u8.ToArray()));
        var kept = library.Request(server.Address("/1.bin"));
        kept = kept with { Target = kept.Target with { Template = "a/b" } };

        var item = (await library.RunAsync(kept)).ShouldHaveSingleItem();

        item.Path.ShouldBe(Path.Combine(library.Folder, "a", "b", "1.bin"));
        foreach (var path in script.GetProperty("expected").GetProperty("refused").EnumerateArray())
        {
            Should
                .Throw<LibraryException>(() => SafePath.Combine(library.Folder, path.GetString()!))
                .Failure.Code.ShouldBe(FailureCode.Policy);
        }
    }

    internal static async Task One_file_of_a_version_by_its_id(JsonElement script)
    {
        await using var sandbox = new SandboxFixture();
        await sandbox.InitializeAsync();
        using var story = new LibraryStory(sandbox);
        const string version = "257749@290640";
        var all = await story.Library.PlanAsync(
            story.Request(version) with
            {
                Choice = new FileChoice { All = true },
            },
            Token
        );
        all.Count.ShouldBeGreaterThan(1);
        var model = await story.Library.Civitai.Versions.GetAsync(290640, Token);
        var wanted = model.Files[1];

        var items = await story.Library.DownloadAsync(
            story.Request(version) with
            {
                Choice = new FileChoice { FileId = (int)wanted.Id },
            },
            null,
            Token
        );

        items.ShouldHaveSingleItem().State.ShouldBe(DownloadState.Completed, items[0].Reason);
        items[0].File.ShouldBe(wanted.Name);
    }

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static void Write(ScriptedLibrary library, string name, byte[] bytes)
    {
        Directory.CreateDirectory(library.Folder);
        File.WriteAllBytes(Path.Combine(library.Folder, name), bytes);
    }
}
