using System.Text.Json.Nodes;
using BerryAIGen.IO.Safetensors;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Roots;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Pickles;

namespace BerryAIGen.Library.Tests.Downloads;

/// <summary>What the rules of a root make of a checkpoint that has just come.</summary>
public sealed class AfterDownloadTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private static readonly byte[] Floats = [.. new[] { 1f, -2.5f, 0.1f, 4f }.SelectMany(BitConverter.GetBytes)];

    private static byte[] Checkpoint() =>
        TorchFile.Zip(
            [new TorchTensor("a.weight", "FloatStorage", "0", [2, 2], Strides: [2, 1])],
            [("0", "FloatStorage", Floats)]
        );

    private LibraryStory Story(AfterDownload? rule) =>
        new(
            sandbox,
            allowedHost: "127.0.0.1",
            settings: options =>
                options with
                {
                    Roots =
                    [
                        new ModelRoot
                        {
                            Name = "main",
                            Path = Path.Combine(options.WorkingFolder, "ComfyUI"),
                            AfterDownload = rule,
                        },
                    ],
                }
        );

    private static async Task<DownloadItem> DownloadAsync(LibraryStory story, string name, byte[] content)
    {
        await using var server = new RawHttpServer(RawReply.File(content));
        var request = story.Request(server.Address($"/files/{name}").AbsoluteUri);
        return (
            await story.Library.DownloadAsync(request, progress: null, TestContext.Current.CancellationToken)
        ).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_checkpoint_gets_a_converted_file_beside_it_with_a_record_of_its_own()
    {
        using var story = Story(new AfterDownload("bf16"));

        var item = await DownloadAsync(story, "model.ckpt", Checkpoint());

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        File.ReadAllBytes(item.Path!).ShouldBe(Checkpoint());
        var converted = Path.Combine(Path.GetDirectoryName(item.Path)!, "model-bf16.safetensors");
        item.Reason.ShouldNotBeNull().ShouldContain($"converted to {converted}");
        var reading = await SafetensorsReader.ReadAsync(converted, TestContext.Current.CancellationToken);
        reading.Header!.Tensors.ShouldHaveSingleItem().Dtype.ShouldBe("BF16");
        var record = JsonNode.Parse(File.ReadAllText(converted + ".civitai.json"))!;
        record["converted_from"]!["sha256"]!.GetValue<string>().ShouldBe(item.Sha256);
        File.ReadAllText(item.Sidecar!).ShouldNotContain("converted");
        var known = RootRecord.Read(RecordRoot.FindFor(converted, TimeProvider.System)!);
        known
            .Files.Values.Single(file => file.Path.EndsWith("model-bf16.safetensors", StringComparison.Ordinal))
            .Hashes!.Sha256.ShouldBe(record["hashes"]!["sha256"]!.GetValue<string>());
    }

    [Fact]
    public async Task Without_a_rule_a_checkpoint_stays_alone()
    {
        using var story = Story(rule: null);

        var item = await DownloadAsync(story, "model.ckpt", Checkpoint());

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        story.Models().ShouldHaveSingleItem().ShouldEndWith("model.ckpt");
    }

    [Fact]
    public async Task A_conversion_that_is_impossible_is_told_and_fails_nothing()
    {
        using var story = Story(new AfterDownload());
        var taken = story.Path("checkpoints", "model.safetensors");
        Directory.CreateDirectory(Path.GetDirectoryName(taken)!);
        File.WriteAllText(taken, "mine");
        var request = story.Request();
        await using var server = new RawHttpServer(RawReply.File(Checkpoint()));

        var item = (
            await story.Library.DownloadAsync(
                request with
                {
                    References = [server.Address("/files/model.ckpt").AbsoluteUri],
                    Target = request.Target with { ModelType = "checkpoints" },
                },
                progress: null,
                TestContext.Current.CancellationToken
            )
        ).ShouldHaveSingleItem();

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        item.Failure.ShouldBeNull();
        item.Reason.ShouldNotBeNull().ShouldContain("not converted");
        item.Reason.ShouldContain(taken);
        File.ReadAllText(taken).ShouldBe("mine");
    }

    [Theory]
    [InlineData("F32", "bf16", false, true)]
    [InlineData("BF16", "bf16", false, false)]
    [InlineData("F32", "bf16", true, false)]
    [InlineData("F32", null, false, false)]
    public async Task Safetensors_are_converted_only_when_a_precision_asks_for_it(
        string dtype,
        string? precision,
        bool onlyPickles,
        bool isConverted
    )
    {
        using var story = Story(new AfterDownload(precision) { OnlyPickles = onlyPickles });
        using var folder = new TemporaryFolder();
        var path = folder.Combine("x");
        SparseSafetensors.Write(path, [("a", dtype, [2UL])]);

        var item = await DownloadAsync(story, "model.safetensors", File.ReadAllBytes(path));

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        story.Models().Count.ShouldBe(isConverted ? 2 : 1, item.Reason);
        (item.Reason ?? "").Contains("converted").ShouldBe(isConverted);
    }

    [Fact]
    public async Task A_quantised_file_is_left_as_it_came_and_the_reason_is_told()
    {
        using var story = Story(new AfterDownload("bf16"));
        using var folder = new TemporaryFolder();
        var path = folder.Combine("x");
        SparseSafetensors.Write(path, [("blk.weight", "F8_E4M3", [2UL]), ("blk.scale_weight", "F32", [1UL])]);

        var item = await DownloadAsync(story, "model.safetensors", File.ReadAllBytes(path));

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        story.Models().ShouldHaveSingleItem();
        item.Reason.ShouldNotBeNull().ShouldContain("not converted");
        item.Reason.ShouldContain("blk.scale_weight");
    }
}
