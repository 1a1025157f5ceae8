using System.Text.Json;
using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Layouts.ComfyUi;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Layouts.ComfyUi;

/// <summary>Lists that ComfyUI itself made, from files that these tests write.</summary>
public sealed class PathsCaseTests
{
    private static readonly Layout ComfyUi = LayoutCatalog.Load(null).Get("comfyui");

    [Fact]
    public void Without_settings_the_folders_are_those_of_ComfyUI()
    {
        using var folder = new TemporaryFolder();
        var list = Path.Combine(OpenCases.Require("paths"), "base-folders.json");
        using var expected = JsonDocument.Parse(File.ReadAllBytes(list));
        Directory.CreateDirectory(folder.Combine("ComfyUI"));

        var found = Read(folder, [], new());

        found
            .Folders.Folders.Select(type => type.Type)
            .ShouldBe(expected.RootElement.EnumerateObject().Select(p => p.Name));
        foreach (var type in expected.RootElement.EnumerateObject())
            ShouldBeAs(found.Folders.Find(type.Name)!, type.Value, folder, type.Name);
    }

    [Fact]
    public void Every_file_of_folders_gives_the_lists_of_ComfyUI()
    {
        foreach (var row in OpenCases.List("paths").Where(row => row.Expected.TryGetProperty("yamls", out _)))
        {
            using var folder = new TemporaryFolder();
            Directory.CreateDirectory(folder.Combine("ComfyUI", "models"));
            var extra = WriteFiles(folder, row.Expected);
            var environment = row
                .Expected.GetProperty("env")
                .EnumerateObject()
                .ToDictionary(v => v.Name, v => InPlace(v.Value.GetString()!, folder));
            var expected = row.Expected.GetProperty("expected");

            var found = Read(folder, extra, environment);

            (found.Problems.Count > 0).ShouldBe(expected.GetProperty("error").ValueKind != JsonValueKind.Null, row.Id);
            if (found.Problems.Count > 0)
                continue;
            foreach (var type in expected.GetProperty("changedFolders").EnumerateObject())
                ShouldBeAs(found.Folders.Find(type.Name)!, type.Value, folder, $"{row.Id} {type.Name}");
        }
    }

    [Fact]
    public void Every_sequence_of_additions_gives_the_order_of_ComfyUI()
    {
        foreach (var row in OpenCases.List("paths").Where(row => row.Expected.TryGetProperty("adds", out _)))
        {
            var folders = new SearchFolders([]);

            foreach (var add in row.Expected.GetProperty("adds").EnumerateArray())
                folders.Add("type", add[0].GetString()!, add[1].GetBoolean());

            folders
                .Find("type")!
                .Paths.ShouldBe(row.Expected.GetProperty("paths").EnumerateArray().Select(p => p.GetString()!), row.Id);
        }
    }

    [Fact]
    public void A_list_shows_what_ComfyUI_shows_and_the_formats_of_its_extensions()
    {
        foreach (var row in OpenCases.List("paths").Where(row => row.Expected.TryGetProperty("expected", out _)))
        {
            using var folder = new TemporaryFolder();
            Directory.CreateDirectory(folder.Combine("ComfyUI", "models"));
            if (WriteFiles(folder, row.Expected).Length > 0)
                continue;
            foreach (var list in row.Expected.GetProperty("expected").GetProperty("lists").EnumerateObject())
            {
                if (ComfyUi.FindFolder(list.Name) is not { } kind || list.Name is "configs" or "classifiers")
                    continue;
                var root = LayoutRoot.Open(
                    ComfyUi,
                    folder.Combine("ComfyUI"),
                    name => name == "HOME" ? folder.Path : null
                );

                var listed = FolderScan.Run(root, kind, TestContext.Current.CancellationToken).Models;

                // A folder that is one model is no file of a list; this program shows it all the same.
                var names = listed
                    .Where(model => File.Exists(model.Path))
                    .Select(model => Path.GetFileName(model.Path))
                    .Where(name => !name.EndsWith(".gguf") && !name.EndsWith(".onnx"));
                names
                    .Order(StringComparer.Ordinal)
                    .ShouldBe(
                        list.Value.EnumerateArray()
                            .Select(n => Path.GetFileName(n.GetString()!))
                            .Order(StringComparer.Ordinal),
                        row.Id
                    );
            }
        }
    }

    private static ApplicationFolders Read(
        TemporaryFolder folder,
        string[] extra,
        Dictionary<string, string> environment
    ) => ComfyUiFolders.Read(ComfyUi, folder.Combine("ComfyUI"), extra, environment.GetValueOrDefault);

    private static string[] WriteFiles(TemporaryFolder folder, JsonElement row)
    {
        foreach (var file in row.GetProperty("files").EnumerateArray())
            folder.Write(InPlace(file.GetString()!, folder).Replace(folder.Path + "/", ""), "1"u8);
        List<string> extra = [];
        foreach (var yaml in row.GetProperty("yamls").EnumerateObject())
        {
            var path = folder.Combine(yaml.Name);
            File.WriteAllText(path, InPlace(yaml.Value.GetString()!, folder));
            if (!yaml.Name.StartsWith("ComfyUI/", StringComparison.Ordinal))
                extra.Add(path);
        }

        return [.. extra];
    }

    private static void ShouldBeAs(SearchFolder found, JsonElement expected, TemporaryFolder folder, string what)
    {
        found.Paths.ShouldBe(
            expected.GetProperty("paths").EnumerateArray().Select(p => InPlace(p.GetString()!, folder)),
            what
        );
        found.Extensions.ShouldBe(
            expected.GetProperty("extensions").EnumerateArray().Select(e => e.GetString()!),
            what
        );
    }

    private static string InPlace(string text, TemporaryFolder folder) => text.Replace("$ROOT", folder.Path);
}
