using System.Buffers.Binary;
using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Keeping.Checks;
using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Scripted;

namespace BerryAIGen.Library.Tests.Keeping;

/// <summary>A file is broken on the disk, and the source still has the right one.</summary>
public sealed class FileRepairTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task A_broken_file_is_fetched_again_and_is_never_lost()
    {
        using var story = new LibraryStory(sandbox);
        var item = (await story.DownloadAsync("82098")).ShouldHaveSingleItem();
        var right = File.ReadAllBytes(item.Path!);
        File.WriteAllBytes(item.Path!, right[..^7]);
        var broken = File.ReadAllBytes(item.Path!);
        File.WriteAllText(
            item.Sidecar!,
            File.ReadAllText(item.Sidecar!).Replace("{", "{ \"my_note\": \"keep\", ", StringComparison.Ordinal)
        );

        var file = (await RepairAsync(story)).ShouldHaveSingleItem();

        file.State.ShouldBe(CheckState.Repaired, file.Reason);
        File.ReadAllBytes(item.Path!).ShouldBe(right);
        File.ReadAllText(item.Sidecar!).ShouldContain("my_note");
        var kept = story.Library.Keeping.Quarantine.List(story.Path()).ShouldHaveSingleItem();
        kept.Id.ShouldBe(file.Quarantined);
        File.ReadAllBytes(story.Path(".berry", "quarantine", kept.Id, "files", item.File!)).ShouldBe(broken);
        Directory.EnumerateFileSystemEntries(story.Path(".berry", "repair")).ShouldBeEmpty();
        (await CheckAsync(story)).ShouldHaveSingleItem().State.ShouldBe(CheckState.Ok);
    }

    [Fact]
    public async Task A_file_that_is_gone_is_fetched_to_its_place_even_when_it_was_moved_there()
    {
        using var story = new LibraryStory(sandbox);
        var item = (await story.DownloadAsync("82098")).ShouldHaveSingleItem();
        var moved = story.Path("loras", "mine", "renamed.safetensors");
        Directory.CreateDirectory(Path.GetDirectoryName(moved)!);
        File.Move(item.Path!, moved);
        File.Delete(item.Sidecar!);
        await story.Library.Keeping.IndexAsync([story.Path()], false, null, Token);
        File.Delete(moved);

        var file = (await RepairAsync(story)).ShouldHaveSingleItem();

        file.State.ShouldBe(CheckState.Repaired, file.Reason);
        (file.Path, file.Quarantined).ShouldBe((moved, null));
        (await FileHashing.ComputeAsync(moved, HashKinds.Sha256, null, Token)).Sha256.ShouldBe(item.Sha256);
    }

    [Fact]
    public async Task A_source_that_fails_leaves_the_broken_file_in_its_place()
    {
        using var story = new LibraryStory(sandbox);
        var item = (await story.DownloadAsync("82098")).ShouldHaveSingleItem();
        FileCheckTests.Damage(item.Path!, keepTime: true);
        var broken = File.ReadAllBytes(item.Path!);
        await using var server = await ScriptedServer.StartAsync();
        using var offline = new BerryLibrary(story.Library.Options with { CivitaiUrl = server.Url });

        var file = (
            await offline.Keeping.CheckAsync(
                new CheckRequest { Paths = [story.Path()], Repairs = true },
                null,
                null,
                Token
            )
        ).ShouldHaveSingleItem();

        file.State.ShouldBe(CheckState.Changed);
        file.Failure.ShouldNotBeNull();
        File.ReadAllBytes(item.Path!).ShouldBe(broken);
    }

    [Fact]
    public async Task Only_the_damaged_blocks_of_a_large_file_are_fetched()
    {
        var right = TinySafetensors.Create((4 * FileHashes.BlockBytes) + 1000);
        await using var server = await ScriptedServer.StartAsync();
        server.On("/m.safetensors", ScriptedAnswer.File(right, "\"v1\""));
        using var story = new LibraryStory(sandbox, allowedHost: "127.0.0.1");
        var item = await DownloadAsync(story, server);
        FileCheckTests.Damage(item.Path!, keepTime: true, at: FileHashes.BlockBytes + 5);

        var file = (await RepairAsync(story)).ShouldHaveSingleItem();

        file.State.ShouldBe(CheckState.Repaired, file.Reason);
        file.TransferredBytes.ShouldBe(FileHashes.BlockBytes);
        File.ReadAllBytes(item.Path!).AsSpan().SequenceEqual(right).ShouldBeTrue();
        server
            .Requests[^1]
            .Header("Range")
            .ShouldBe($"bytes={FileHashes.BlockBytes}-{(2 * FileHashes.BlockBytes) - 1}");
    }

    [Fact]
    public async Task A_header_that_a_person_edited_is_repaired_only_when_forced()
    {
        using var story = new LibraryStory(sandbox);
        var item = (await story.DownloadAsync("82098")).ShouldHaveSingleItem();
        var bytes = File.ReadAllBytes(item.Path!);
        var header = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        byte[] edited = [.. bytes[..(8 + header)], .. "        "u8, .. bytes[(8 + header)..]];
        BinaryPrimitives.WriteInt32LittleEndian(edited, header + 8);
        File.WriteAllBytes(item.Path!, edited);

        (await RepairAsync(story)).ShouldHaveSingleItem().State.ShouldBe(CheckState.HeaderChanged);
        File.ReadAllBytes(item.Path!).ShouldBe(edited);

        var request = new CheckRequest
        {
            Paths = [story.Path()],
            Repairs = true,
            RepairsHeaders = true,
        };
        var forced = (await story.Library.Keeping.CheckAsync(request, null, null, Token)).ShouldHaveSingleItem();

        forced.State.ShouldBe(CheckState.Repaired, forced.Reason);
        File.ReadAllBytes(item.Path!).ShouldBe(bytes);
    }

    [Fact]
    public async Task A_source_with_another_file_now_changes_nothing()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.On("/m.safetensors", ScriptedAnswer.File(TinySafetensors.Create(2000), "\"v1\""));
        using var story = new LibraryStory(sandbox, allowedHost: "127.0.0.1");
        var item = await DownloadAsync(story, server);
        FileCheckTests.Damage(item.Path!, keepTime: true);
        var broken = File.ReadAllBytes(item.Path!);
        server.On("/m.safetensors", ScriptedAnswer.File(TinySafetensors.Create(3000), "\"v2\""));

        var file = (await RepairAsync(story)).ShouldHaveSingleItem();

        file.State.ShouldBe(CheckState.Changed);
        file.Failure.ShouldNotBeNull().Message.ShouldContain("another file now");
        File.ReadAllBytes(item.Path!).ShouldBe(broken);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<DownloadItem> DownloadAsync(LibraryStory story, ScriptedServer server)
    {
        var item = (await story.DownloadAsync(server.At("/m.safetensors").AbsoluteUri)).ShouldHaveSingleItem();
        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        return item;
    }

    private static Task<IReadOnlyList<CheckedFile>> CheckAsync(LibraryStory story) =>
        story.Library.Keeping.CheckAsync(new CheckRequest { Paths = [story.Path()] }, null, null, Token);

    private static Task<IReadOnlyList<CheckedFile>> RepairAsync(LibraryStory story) =>
        story.Library.Keeping.CheckAsync(
            new CheckRequest { Paths = [story.Path()], Repairs = true },
            null,
            null,
            Token
        );
}
