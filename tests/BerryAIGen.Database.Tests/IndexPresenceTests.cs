using System.Text.Json.Nodes;
using BerryAIGen.Database.Models;
using BerryAIGen.Testing;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Tests;

/// <summary>Moved, gone, away and back: what a run says of files that are not where they were.</summary>
public sealed class IndexPresenceTests(PostgreSqlServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_moved_file_keeps_its_row(DatabaseKind kind)
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        var path = folder.AddLora("a.safetensors");
        await folder.RunAsync();
        await folder.ChangeAsync("a", row => row.Notes = "mine");
        var moved = folder.Folder.Combine("models", "sorted", "b.safetensors");
        File.Move(path, moved);

        var report = await folder.RunAsync();

        (report.Moved, report.Added, report.Missing).ShouldBe((1, 0, 0));
        var row = (await folder.RowsAsync()).ShouldHaveSingleItem();
        (row.Id, row.LocalPath, row.Notes, row.Status).ShouldBe(("a", moved, "mine", ModelStatus.Local));
        (await folder.HistoryAsync("a")).ShouldBe(["indexed", "moved"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_file_copied_elsewhere_and_deleted_is_found_by_its_bytes(DatabaseKind kind)
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        var path = folder.AddLora("a.safetensors");
        await folder.RunAsync();
        await folder.ChangeAsync("a", row => row.Sha256 = IndexedFolder.Sha256(path));
        var copy = folder.Folder.Combine("models", "other", "renamed.safetensors");
        File.WriteAllBytes(copy, File.ReadAllBytes(path));
        File.Delete(path);

        var report = await folder.RunAsync();

        (report.Moved, report.Added, report.Missing, report.Hashed).ShouldBe((1, 0, 0, 1));
        (await folder.RowsAsync()).ShouldHaveSingleItem().LocalPath.ShouldBe(copy);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_vanished_is_missing_and_comes_back_by_itself(DatabaseKind kind)
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        var path = folder.AddLora("a.safetensors");
        await folder.RunAsync();
        await folder.ChangeAsync("a", row => row.Notes = "mine");
        var bytes = File.ReadAllBytes(path);
        var written = File.GetLastWriteTimeUtc(path);
        File.Delete(path);

        var gone = await folder.RunAsync();
        var still = await folder.RunAsync();

        (gone.Missing, still.Missing, gone.Seen).ShouldBe((1, 1, 0));
        var row = await folder.RowAsync("a");
        (row.Status, row.StatusDetail, row.Notes).ShouldBe((ModelStatus.Error, "missing", "mine"));
        File.WriteAllBytes(path, bytes);
        File.SetLastWriteTimeUtc(path, written);

        var back = await folder.RunAsync();

        (back.Returned, back.Unchanged, back.Missing).ShouldBe((1, 1, 0));
        row = await folder.RowAsync("a");
        (row.Status, row.StatusDetail, row.Notes).ShouldBe((ModelStatus.Local, null, "mine"));
        (await folder.HistoryAsync("a")).ShouldBe(["indexed", "missing", "returned"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_folder_that_is_away_marks_nothing_as_missing(DatabaseKind kind)
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        folder.AddLora("a.safetensors");
        await folder.RunAsync();
        Directory.Move(folder.Models, folder.Models + ".away");

        var report = await folder.RunAsync();

        (report.Unreachable, report.Missing).ShouldBe((1, 0));
        report.Skipped.ShouldHaveSingleItem().Path.ShouldBe(folder.Models);
        var row = await folder.RowAsync("a");
        (row.Status, row.StatusDetail).ShouldBe((ModelStatus.Local, "unreachable"));
        Directory.Move(folder.Models + ".away", folder.Models);
        (await folder.RunAsync()).Returned.ShouldBe(1);
        (await folder.RowAsync("a")).StatusDetail.ShouldBeNull();
    }

    [Fact]
    public async Task An_empty_mount_point_and_a_link_that_leads_nowhere_mark_nothing_as_missing()
    {
        using var folder = await IndexedFolder.CreateAsync(DatabaseKind.Sqlite, server);
        var disk = folder.Folder.Combine("disk", "x.safetensors");
        File.Move(folder.AddLora("x.safetensors"), disk);
        Directory.CreateSymbolicLink(Path.Combine(folder.Models, "linked"), Path.GetDirectoryName(disk)!);
        folder.AddLora("y.safetensors", seed: 1);
        await folder.RunAsync();
        await MountOnAnotherDiskAsync(folder);
        Directory.Move(Path.GetDirectoryName(disk)!, Path.GetDirectoryName(disk) + ".away");
        File.Move(Path.Combine(folder.Models, "y.safetensors"), folder.Folder.Combine("y.away"));

        var report = await folder.RunAsync();
        var again = await folder.RunAsync();

        (report.Unreachable, report.Missing).ShouldBe((2, 0));
        (again.Unreachable, again.Missing).ShouldBe((2, 0));
    }

    // As if the models had last been seen while another disk was mounted there.
    private static Task MountOnAnotherDiskAsync(IndexedFolder folder)
    {
        var context = folder.Database.CreateContext();
        return ChangeAsync();

        async Task ChangeAsync()
        {
            await using (context)
            {
                var row = await context.Settings.SingleAsync(row => row.Key == "catalog.mounts", Stop);
                var mounts = JsonNode.Parse(row.Value)!.AsObject();
                mounts[folder.Models] = "/media/another disk";
                row.Value = mounts.ToJsonString();
                await context.SaveChangesAsync(Stop);
            }
        }
    }
}
