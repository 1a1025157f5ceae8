using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Naming;
using BerryAIGen.Library.Roots;
using BerryAIGen.Library.Sources;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Roots;

public sealed class RootTests : IDisposable
{
    private static readonly byte[] Content = [1, 2, 3];

    // A root whose drive is not there.
    private const string Away = "nas";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task The_root_of_the_highest_priority_that_takes_the_type_gets_the_file()
    {
        var plan = await PlanAsync(
            Root("a"),
            Root("b") with
            {
                Priority = 5,
                Types = ["checkpoints"],
            },
            Root("c") with
            {
                Priority = 3,
                Types = ["lora"],
            }
        );

        plan.Folder.ShouldBe(PathOf("c", "models", "loras"));
        plan.Note.ShouldNotBeNull().ShouldContain("root c");
        plan.Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task A_root_whose_floor_would_be_broken_is_passed_by_and_the_reason_is_told()
    {
        var plan = await PlanAsync(Root("a") with { Priority = 1, MinFreeBytes = long.MaxValue / 4 }, Root("b"));

        plan.Folder.ShouldBe(PathOf("b", "models", "loras"));
        plan.Note.ShouldNotBeNull().ShouldContain("a has no room");
    }

    [Fact]
    public async Task A_broken_floor_refuses_with_what_is_needed_free_and_kept()
    {
        var failure = (await PlanAsync(Root("a") with { MinFreeBytes = 1L << 60 })).Refusal.ShouldNotBeNull();

        failure.Code.ShouldBe(FailureCode.Disk);
        failure.Message.ShouldContain("floor");
        failure.Details["floor_bytes"].ShouldBe((1L << 60).ToString());
        failure.Details.Keys.ShouldContain("needed_bytes");
        failure.Details.Keys.ShouldContain("free_bytes");
    }

    [Fact]
    public async Task A_root_that_is_not_there_is_passed_by_and_never_made()
    {
        var plan = await PlanAsync(Root(Away) with { Priority = 1 }, Root("b"));

        plan.Folder.ShouldBe(PathOf("b", "models", "loras"));
        plan.Note.ShouldNotBeNull().ShouldContain("nas is unreachable");
        Directory.Exists(PathOf(Away)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nas")]
    public async Task Where_no_other_root_fits_it_is_refused_as_unreachable(string? named)
    {
        var target = named is null
            ? new DownloadTarget { Folder = PathOf(Away, "models", "loras") }
            : new DownloadTarget { Root = named };

        var refused = await Should.ThrowAsync<LibraryException>(() => PlanAsync(target, Root(Away), Root("b")));

        refused.Failure.Code.ShouldBe(FailureCode.Disk);
        refused.Message.ShouldContain("unreachable");
        refused.Message.ShouldContain(PathOf(Away));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("models/loras")]
    public async Task The_empty_folder_on_which_a_drive_was_mounted_is_unreachable(string? below)
    {
        var target = below is null
            ? new DownloadTarget { Root = "usb" }
            : new DownloadTarget { Folder = PathOf("usb", below) };
        var known = new JsonObject { [PathOf("usb", "models")] = new JsonObject { ["mount"] = PathOf("usb") } };
        _folder.Write("data/roots.json", Encoding.UTF8.GetBytes(new JsonObject { ["roots"] = known }.ToJsonString()));
        var options = Options(Root("usb")) with { DataFolder = PathOf("data") };

        var refused = await Should.ThrowAsync<LibraryException>(() => PlanAsync(target, options));
        _folder.Write("usb/models/loras/there.safetensors", Content);
        var there = await PlanAsync(target, options);

        refused.Failure.Code.ShouldBe(FailureCode.Disk);
        refused.Message.ShouldContain("unreachable");
        refused.Message.ShouldContain(PathOf("usb"));
        there.Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task What_lies_in_a_read_only_root_is_present_and_nothing_is_written_there()
    {
        var there = _folder.Write("old/models/loras/some/where/ink.safetensors", Content);

        var plan = await PlanAsync(Root("old") with { IsReadOnly = true, Priority = 9 }, Root("b"));

        plan.Present.ShouldNotBeNull().Path.ShouldBe(there);
        plan.Present.IsReadOnly.ShouldBeTrue();
        plan.Note.ShouldNotBeNull().ShouldContain("old");
    }

    [Fact]
    public async Task Only_read_only_roots_refuse_with_the_reason() =>
        (
            await Should.ThrowAsync<LibraryException>(() => PlanAsync(Root("old") with { IsReadOnly = true }))
        ).Failure.Message.ShouldContain("read-only");

    [Fact]
    public async Task A_folder_within_a_read_only_root_is_refused_as_well() =>
        (
            await Should.ThrowAsync<LibraryException>(() =>
                PlanAsync(
                    new DownloadTarget { Folder = PathOf("old", "models", "loras") },
                    Root("old") with
                    {
                        IsReadOnly = true,
                    },
                    Root("b")
                )
            )
        ).Failure.Message.ShouldContain("read-only");

    [Fact]
    public async Task A_type_that_no_root_takes_is_told() =>
        (
            await Should.ThrowAsync<LibraryException>(() => PlanAsync(Root("a") with { Types = ["vae"] }))
        ).Failure.Message.ShouldContain("No root takes loras");

    [Fact]
    public async Task The_template_of_the_type_makes_the_sub_folder()
    {
        var root = Root("a") with
        {
            Templates = new Dictionary<string, string> { ["lora"] = "{base_model}/{creator}/{name}", ["*"] = "other" },
        };

        (await PlanAsync(root)).Folder.ShouldBe(PathOf("a", "models", "loras", "SDXL 1.0", "ann", "Ink _ x"));
    }

    [Fact]
    public async Task A_root_is_named_by_its_name_or_its_folder()
    {
        ModelRoot[] roots = [Root("a") with { Priority = 5 }, Root("b")];

        (await PlanAsync(new DownloadTarget { Root = "B" }, roots)).Folder.ShouldBe(PathOf("b", "models", "loras"));
        (await PlanAsync(new DownloadTarget { Root = PathOf("b") }, roots)).Folder.ShouldBe(
            PathOf("b", "models", "loras")
        );
    }

    [Fact]
    public async Task The_single_root_of_old_settings_is_one_more()
    {
        var options = Options(Root("a") with { Types = ["vae"] }) with { Root = PathOf("single") };

        (await PlanAsync(DownloadTarget.Default, options)).Folder.ShouldBe(PathOf("single", "models", "loras"));
    }

    [Fact]
    public void A_list_shows_all_roots()
    {
        _folder.Write("a/models/loras/one.safetensors", Content);
        _folder.Write("b/models/loras/two.safetensors", Content);
        var folders = new TargetFolders(LayoutCatalog.Load(null), Options(Root("a"), Root("b")));

        FolderScan
            .Run(folders.RootsOf(DownloadTarget.Default), "loras", TestContext.Current.CancellationToken)
            .Models.Select(model => model.Name)
            .ShouldBe(["one", "two"]);
    }

    public void Dispose() => _folder.Dispose();

    private static ModelRoot Root(string name) => new() { Name = name, Path = name };

    private string PathOf(params string[] parts) => Path.Combine([_folder.Path, .. parts]);

    private LibraryOptions Options(params ModelRoot[] roots)
    {
        foreach (var root in roots.Where(root => root.Name != Away))
            Directory.CreateDirectory(PathOf(root.Path));
        return new() { Roots = roots, WorkingFolder = _folder.Path };
    }

    private Task<PlannedFile> PlanAsync(params ModelRoot[] roots) => PlanAsync(DownloadTarget.Default, roots);

    private Task<PlannedFile> PlanAsync(DownloadTarget target, params ModelRoot[] roots) =>
        PlanAsync(target, Options(roots));

    private static Task<PlannedFile> PlanAsync(DownloadTarget target, LibraryOptions options)
    {
        var file = new RemoteFile
        {
            Source = "test",
            Address = new Uri("https://example.org/ink.safetensors"),
            Name = "ink.safetensors",
            SizeBytes = Content.Length,
            ModelType = "LORA",
            BaseModel = "SDXL 1.0",
            Creator = "ann",
            ModelName = "Ink / x",
            Hashes = new ExpectedHashes { Sha256 = Convert.ToHexStringLower(SHA256.HashData(Content)) },
        };
        var request = new DownloadRequest { References = ["x"], Target = target };
        var layouts = LayoutCatalog.Load(null);
        return new DownloadPlanner(new TargetFolders(layouts, options), new ListedNames(layouts)).PlanAsync(
            ReferenceParser.Parse("https://example.org/ink.safetensors", options),
            file,
            request,
            TestContext.Current.CancellationToken
        );
    }
}
