using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Transfers;

public sealed class DiskFailureTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_is_said_so_and_the_part_goes_on_once_there_is_space()
    {
        using var mount = MountedFolder.Require("size=2m");
        var file = Recipe.A(3_000_000);
        await using var server = new RawHttpServer(request =>
            request.Header("Range") is { } range
                ? RawReply.Rest(file, int.Parse(range["bytes=".Length..^1], null))
                : RawReply.File(file)
        );
        using var transfer = new TransferFixture(folder: mount.Path);

        using (var outcome = await transfer.RunAsync(server.Address(), Token))
        {
            outcome.Failure!.Code.ShouldBe(FailureCode.Disk);
            outcome.Failure.Message.ShouldContain("The disk is full");
            outcome.Failure.Message.ShouldContain(mount.Path);
        }

        transfer.Part.Length.ShouldBeGreaterThan(1_000_000);
        mount.Remount("size=8m");
        using var next = await transfer.RunAsync(server.Address(), Token);

        next.Failure.ShouldBeNull();
        next.Result!.TransferredBytes.ShouldBeLessThan(2_000_000);
        transfer.Part.ShouldBe(file);
    }

    [Fact]
    public async Task A_file_that_will_not_fit_is_refused_before_its_first_byte_once_the_server_says_its_size()
    {
        await using var server = new RawHttpServer(RawReply.File(Recipe.A(5000)));
        using var transfer = new TransferFixture();
        var request = transfer.Request(server.Address()) with
        {
            CheckSpace = size => new Failure(FailureCode.Disk, $"No space: {size} bytes needed, 1000 free."),
        };

        using var outcome = await transfer.RunAsync(request, Token);

        outcome.Failure!.Code.ShouldBe(FailureCode.Disk);
        outcome.Failure.Message.ShouldContain("5000 bytes needed");
        server.Requests.Count.ShouldBe(1);
        Directory.GetFiles(transfer.Folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_part_is_kept_when_the_rest_will_not_fit()
    {
        await using var server = new RawHttpServer(RawReply.File(Recipe.B(5000)));
        using var transfer = new TransferFixture();
        File.WriteAllBytes(transfer.PartPath, Recipe.A(3000));
        var request = transfer.Request(server.Address()) with
        {
            CheckSpace = _ => new Failure(FailureCode.Disk, "No space."),
        };

        using var outcome = await transfer.RunAsync(request, Token);

        outcome.Failure!.Code.ShouldBe(FailureCode.Disk);
        transfer.Part.ShouldBe(Recipe.A(3000));
    }

    [Fact]
    public async Task A_read_only_disk_is_said_so()
    {
        using var mount = MountedFolder.Require("size=2m,ro");
        await using var server = new RawHttpServer(RawReply.File(Recipe.A(10)));
        using var transfer = new TransferFixture(folder: mount.Path);

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Failure!.Code.ShouldBe(FailureCode.Disk);
        outcome.Failure.Message.ShouldContain("read-only");
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_folder_that_is_missing_is_said_so()
    {
        await using var server = new RawHttpServer(RawReply.File(Recipe.A(10)));
        using var transfer = new TransferFixture(folder: "/nowhere/at/all");

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Failure!.Code.ShouldBe(FailureCode.Disk);
        outcome.Failure.Message.ShouldContain("/nowhere/at/all");
    }
}
