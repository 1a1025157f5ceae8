using BerryAIGen.Library.Records;
using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Library.Tests.Keeping;

namespace BerryAIGen.Library.Tests.Catalog;

/// <summary>A drive that is not there now: everything on it stays known, and nothing is written where it was.</summary>
public sealed class OfflineDriveTests
{
    [Fact]
    public async Task A_root_whose_drive_is_gone_is_unreachable()
    {
        using var drive = MountedFolder.Require("size=1m");
        using var models = new KeptFolder(Path.Combine(drive.Path, "models"));
        models.Model("a.safetensors");
        await models.IndexAsync();
        drive.Unmount();

        var report = await models.IndexAsync();

        report.Missing.ShouldBe(0);
        report.Failure.ShouldNotBeNull().Code.ShouldBe(FailureCode.Disk);
        report.Failure.Message.ShouldContain("unreachable");
        Directory.EnumerateFileSystemEntries(drive.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task Models_of_a_mounted_folder_inside_are_unreachable_while_it_is_not_mounted()
    {
        using var drive = MountedFolder.Require("size=1m");
        using var models = new KeptFolder();
        models.Model("vae/b.safetensors");
        Directory.CreateSymbolicLink(models.Path("loras"), drive.Path);
        models.Model("loras/a.safetensors");
        (await models.IndexAsync()).Added.ShouldBe(2);
        drive.Unmount();

        var report = await models.IndexAsync();

        report.ShouldSatisfyAllConditions(
            r => r.Missing.ShouldBe(0),
            r => r.Unreachable.ShouldBe(1),
            r => r.Unchanged.ShouldBe(1)
        );
        models.Record.Files["loras/a.safetensors"].Presence.ShouldBe(FilePresence.Present);
    }

    [Fact]
    public async Task A_read_only_drive_is_a_failure_of_the_disk()
    {
        using var drive = MountedFolder.Require("size=1m");
        using var models = new KeptFolder(drive.Path);
        models.Model("a.safetensors");
        drive.Remount("ro");

        var report = await models.IndexAsync();

        report.Failure.ShouldNotBeNull().Code.ShouldBe(FailureCode.Disk);
        report.Failure.Message.ShouldContain("read-only");
    }
}
