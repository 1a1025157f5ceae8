using System.Diagnostics;
using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Files;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Planning;

public sealed class FreeSpaceTests
{
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
    public void What_a_running_download_still_writes_is_counted()
    {
        using var folder = new TemporaryFolder();
        var free = FileSystems.FreeBytes(folder.Path)!.Value;
        using var self = Process.GetCurrentProcess();
        Running(folder, self.Id, self.StartTime, free);

        FreeSpace.Check(folder.Combine("x.part"), folder.Path, "x", 1000).ShouldNotBeNull();
    }

    [Fact]
    public void What_a_dead_process_left_is_not_counted()
    {
        using var folder = new TemporaryFolder();
        var free = FileSystems.FreeBytes(folder.Path)!.Value;
        using var self = Process.GetCurrentProcess();
        Running(folder, self.Id, self.StartTime.AddDays(-1), free);

        FreeSpace.Check(folder.Combine("x.part"), folder.Path, "x", 1000).ShouldBeNull();
    }

    private static void Running(TemporaryFolder folder, int process, DateTime started, long size)
    {
        var part = folder.Write("other.part", "x"u8);
        new PartJournal
        {
            Address = "https://example.com/other",
            Size = size,
            OwnerId = process,
            OwnerStarted = new DateTimeOffset(started),
        }.Write(part);
    }
}
