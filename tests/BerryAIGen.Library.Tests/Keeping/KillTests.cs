using System.Text;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Keeping.Checks;
using BerryAIGen.Library.Keeping.Cleaning;
using BerryAIGen.Library.Organizing;
using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Scripted;

namespace BerryAIGen.Library.Tests.Keeping;

/// <summary>A process that is killed in the middle of its work: nothing is lost, and a repeat ends it.</summary>
public sealed class KillTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private const int Rounds = 2;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Organizing_leaves_every_file_at_exactly_one_place_and_is_finished_and_undone()
    {
        for (var i = 0; i < 100; i++)
        {
            var path = _folder.Write($"models/loras/m{i}.safetensors", Encoding.UTF8.GetBytes($"{i}"));
            File.WriteAllText(path + ".civitai.json", $$"""{ "base_model": "B{{i % 7}}", "creator": "c{{i % 3}}" }""");
        }

        var before = Files();
        using var library = KilledProcess.Library(_folder.Path);
        var target = KilledProcess.Target(_folder.Path);
        for (var round = 0; round < Rounds; round++)
        {
            await KilledProcess.RunAsync("organize", _folder.Path);

            // No name is there twice, none is gone, and each has its own bytes.
            Files()
                .Select(Name)
                .Order(StringComparer.Ordinal)
                .ShouldBe(before.Select(Name).Order(StringComparer.Ordinal));
            foreach (var path in KilledProcess.Models(_folder.Path))
                $"m{File.ReadAllText(path)}.safetensors".ShouldBe(Path.GetFileName(path));
            // A run that was stopped is finished; else the process died between two runs.
            if (Try(() => library.Organizing.Finish(target, null, Token)) is { } finished)
                finished.Moves.ShouldAllBe(move => move.State == OrganizeState.Moved);
            library.Organizing.Plan(target, Token).Moves.ShouldAllBe(move => move.State == OrganizeState.Planned);
            library.Organizing.Apply(target, Token);
            library.Organizing.Plan(target, Token).InPlace.ShouldBe(100);
            library.Organizing.Undo(target, null, Token);
            if (Files().Length != 0 && !Files().SequenceEqual(before))
                library.Organizing.Undo(target, null, Token);
            Files().ShouldBe(before);
        }
    }

    [Fact]
    public async Task Linking_duplicates_leaves_every_name_with_its_bytes()
    {
        var content = TinySafetensors.Create(5000);
        for (var i = 0; i < 20; i++)
            _folder.Write($"models/loras/m{i}.safetensors", content);
        var before = KilledProcess.Models(_folder.Path);
        using var library = KilledProcess.Library(_folder.Path);
        for (var round = 0; round < Rounds; round++)
        {
            await KilledProcess.RunAsync("link", _folder.Path);

            KilledProcess.Models(_folder.Path).ShouldBe(before);
            foreach (var path in before)
                File.ReadAllBytes(path).AsSpan().SequenceEqual(content).ShouldBeTrue(path);
        }

        // What the killed ones left goes first: it is a name of the file as well.
        var clean = await library.Keeping.CleanAsync([_folder.Combine("models")], TimeSpan.Zero, apply: true, Token);
        clean.Items.ShouldAllBe(item => item.Kind == LeftoverKind.Draft && item.Action == CleanAction.Deleted);
        foreach (var path in Directory.EnumerateFiles(_folder.Combine("models/loras"), "*.copy"))
            File.Delete(path);
        await library.Keeping.FindDuplicatesAsync([_folder.Combine("models")], link: true, null, Token);

        before.Select(path => FileStat.Find(path)!.Identity).Distinct().Count().ShouldBe(1);
        Directory.EnumerateFiles(_folder.Combine("models/loras")).Count().ShouldBe(20);
    }

    [Fact]
    public async Task Repairing_loses_neither_the_right_file_nor_the_broken_one()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var library = KilledProcess.Library(_folder.Path);
        Dictionary<string, byte[]> right = [];
        for (var i = 0; i < 5; i++)
        {
            server.On($"/m{i}.safetensors", ScriptedAnswer.File(TinySafetensors.Create(2000 + i), $"\"v{i}\""));
            var request = new DownloadRequest { References = [server.At($"/m{i}.safetensors").AbsoluteUri] };
            var item = (await library.DownloadAsync(request, null, Token)).ShouldHaveSingleItem();
            right[item.Path!] = File.ReadAllBytes(item.Path!);
        }

        for (var round = 0; round < Rounds; round++)
        {
            await KilledProcess.RunAsync("repair", _folder.Path);
            var kept = library.Keeping.Quarantine.List(_folder.Path);
            // Whatever was taken away waits with its bytes.
            foreach (var item in kept)
                item.SizeBytes.ShouldBe(right[item.Path].Length);
            foreach (var path in right.Keys.Where(File.Exists))
                new FileInfo(path).Length.ShouldBe(right[path].Length);

            var request = new CheckRequest { Paths = [_folder.Combine("models")], Repairs = true };
            var files = await library.Keeping.CheckAsync(request, null, null, Token);

            files.ShouldAllBe(file => file.State == CheckState.Ok || file.State == CheckState.Repaired);
            foreach (var (path, bytes) in right)
                File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes).ShouldBeTrue(path);
            library.Keeping.Quarantine.List(_folder.Path).Count.ShouldBeGreaterThanOrEqualTo(kept.Count);
        }
    }

    [Fact]
    public async Task Refreshing_leaves_a_whole_record_with_the_words_of_its_person()
    {
        using var library = KilledProcess.Library(_folder.Path, sandbox.Server.CivitaiUrl);
        var request = new DownloadRequest { References = ["82098"] };
        var item = (await library.DownloadAsync(request, null, Token)).ShouldHaveSingleItem();
        var record = SidecarStore.Find(item.Path!)!;
        record["my_notes"] = "at 0.7";
        File.WriteAllText(item.Sidecar!, record.ToJsonString());
        for (var round = 0; round < Rounds; round++)
        {
            await KilledProcess.RunAsync("refresh", _folder.Path, sandbox.Server.CivitaiUrl);

            JsonNode.Parse(File.ReadAllText(item.Sidecar!))!["my_notes"]!.ToString().ShouldBe("at 0.7");
            await library.Keeping.RefreshAsync([_folder.Combine("models")], Token);
            var after = SidecarStore.Find(item.Path!)!;
            (after["my_notes"]!.ToString(), after["hashes"]!["sha256"]!.ToString()).ShouldBe(("at 0.7", item.Sha256));
            after["creator"].ShouldNotBeNull();
        }
    }

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static OrganizeOutcome? Try(Func<OrganizeOutcome> act)
    {
        try
        {
            return act();
        }
        catch (LibraryException ex) when (ex.Failure.Code == FailureCode.NotFound)
        {
            return null;
        }
    }

    private string[] Files()
    {
        var top = _folder.Combine("models/loras");
        return
        [
            .. Directory
                .EnumerateFiles(top, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(top, path).Replace('\\', '/'))
                .Order(StringComparer.Ordinal),
        ];
    }
}
