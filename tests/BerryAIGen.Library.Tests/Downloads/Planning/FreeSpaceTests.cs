using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Downloads.Transfers.Parts;
using BerryAIGen.Library.Sources;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Planning;

public sealed class FreeSpaceTests
{
    private const long Most = 100L << 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_file_that_does_not_fit_is_refused_with_both_figures()
    {
        using var folder = new TemporaryFolder();

        var failure = FreeSpace.Check(folder.Combine("x.part"), folder.Path, "x", 1L << 60).ShouldNotBeNull();

        failure.Code.ShouldBe(FailureCode.Disk);
        failure.Message.ShouldContain("needed");
        failure.Message.ShouldContain("free");
        failure.Details["free_bytes"].ShouldNotBeEmpty();
    }

    [Fact]
    public void A_small_file_fits()
    {
        using var folder = new TemporaryFolder();

        FreeSpace.Check(folder.Combine("x.part"), folder.Path, "x", 1000).ShouldBeNull();
    }

    [Fact]
    public async Task What_a_running_download_still_writes_is_counted_on_the_whole_file_system_and_no_longer()
    {
        using var disk = MountedFolder.Require("size=220m");
        var (running, refused) = await TakeAsync(Path.Combine(disk.Path, "loras"), "one");

        var (_, failure) = await TakeAsync(Path.Combine(disk.Path, "checkpoints"), "two");
        running.ShouldNotBeNull().Dispose();
        var (after, _) = await TakeAsync(Path.Combine(disk.Path, "checkpoints"), "two");

        refused.ShouldBeNull();
        failure.ShouldNotBeNull().Message.ShouldContain("100 MiB for running downloads");
        after.ShouldNotBeNull().Dispose();
    }

    [Fact]
    public async Task Of_two_that_ask_at_once_for_the_last_place_one_gets_it()
    {
        using var disk = MountedFolder.Require("size=220m");

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(n => Task.Run(() => TakeAsync(disk.Path, $"{n}"), Token))
        );

        answers.Count(answer => answer.Reservation is not null).ShouldBe(1);
        answers.Single(answer => answer.Reservation is not null).Reservation!.Dispose();
    }

    [Fact]
    public void A_part_that_failed_in_this_same_run_is_not_counted()
    {
        using var disk = MountedFolder.Require("size=220m");
        var part = Path.Combine(disk.Path, "failed.part");
        File.WriteAllText(part, "x");
        new PartJournal
        {
            Address = "https://example.com/other",
            Size = Most,
            OwnerId = Environment.ProcessId,
            OwnerStarted = PartJournal.ThisProcessStarted,
        }.Write(part);

        FreeSpace.Check(Path.Combine(disk.Path, "x.part"), disk.Path, "x", Most).ShouldBeNull();
    }

    private static Task<(SpaceReservation? Reservation, Failure? Failure)> TakeAsync(string folder, string name)
    {
        var address = new Uri($"https://example.com/{name}");
        var plan = new PlannedFile
        {
            Reference = ReferenceParser.Parse(address.AbsoluteUri, new()),
            File = new RemoteFile
            {
                Source = "url",
                Address = address,
                SizeBytes = Most,
            },
            Name = name,
            Folder = folder,
            PartPath = Path.Combine(folder, $"{name}.part"),
        };
        return SpaceReservation.TakeAsync(plan, TimeProvider.System, Token);
    }
}
