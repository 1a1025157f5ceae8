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
