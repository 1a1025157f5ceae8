using System.Text;
using BerryAIGen.IO.Containers;
using BerryAIGen.Library.Downloads.Inspection;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Inspection;

public sealed class InspectorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private Task<InspectionReport> InspectAsync(byte[] content, string name) =>
        Inspector.InspectAsync(_folder.Write("x.part", content), name, TestContext.Current.CancellationToken);

    [Fact]
    public async Task A_safetensors_that_keeps_the_rules_passes()
    {
        var report = await InspectAsync(TinySafetensors.Create(160), "a.safetensors");

        report.ShouldBe(new InspectionReport(Container.Safetensors, null));
    }

    [Theory]
    [InlineData("a.safetensors")]
    [InlineData("a.SFT")]
    public async Task A_cut_safetensors_does_not_and_the_rule_is_named(string name)
    {
        var report = await InspectAsync(TinySafetensors.Create(160)[..^1], name);

        report.Failure!.Code.ShouldBe(FailureCode.Verification);
        report.Failure.Message.ShouldContain("MetadataIncompleteBuffer");
    }

    [Theory]
    [InlineData("<!DOCTYPE html><title>Log in</title>", "an HTML page")]
    [InlineData("<?xml version=\"1.0\"?><Error><Code>ExpiredRequest</Code></Error>", "an XML document")]
    [InlineData("{\"error\":\"Unauthorized\"}", "a JSON document")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 3\n", "a Git LFS pointer")]
    public async Task A_page_an_error_or_a_pointer_is_never_published(string body, string what)
    {
        var report = await InspectAsync(Encoding.UTF8.GetBytes(body), "a.pt");

        report.Failure!.Message.ShouldContain(what);
    }

    [Fact]
    public async Task An_empty_file_is_never_published() => (await InspectAsync([], "a.bin")).Failure.ShouldNotBeNull();

    [Fact]
    public async Task Text_is_fine_when_text_was_asked_for() =>
        (await InspectAsync("{}"u8.ToArray(), "config.json")).Failure.ShouldBeNull();

    [Theory]
    [InlineData("config.json")]
    [InlineData("config.yaml")]
    [InlineData("words.txt")]
    [InlineData("node.py")]
    public async Task A_page_is_no_text_of_another_kind(string name)
    {
        var report = await InspectAsync("<!DOCTYPE html><title>Log in</title>"u8.ToArray(), name);

        report.Failure!.Message.ShouldContain("an HTML page");
    }

    [Theory]
    [InlineData("a.ckpt")]
    [InlineData("a.bin")]
    [InlineData("a")]
    public async Task Safetensors_under_another_name_are_checked_as_well(string name)
    {
        var whole = await InspectAsync(TinySafetensors.Create(160), name);
        var cut = await InspectAsync(TinySafetensors.Create(160)[..^1], name);

        whole.Failure.ShouldBeNull();
        cut.Failure!.Message.ShouldContain("MetadataIncompleteBuffer");
    }

    [Fact]
    public async Task Gguf_must_keep_the_rules()
    {
        var file = GgufMaker.Small(("general.architecture", "flux"));

        (await InspectAsync(file, "a.gguf")).Failure.ShouldBeNull();
        (await InspectAsync(file[..^1], "a.gguf")).Failure!.Message.ShouldContain("rule truncated");
        (await InspectAsync(file[..^1], "a.bin")).Failure!.Message.ShouldContain("rule truncated");
        (await InspectAsync([1, 2, 3, 4, 5, 6, 7, 8], "a.gguf")).Failure!.Message.ShouldContain("GGUF");
    }

    [Fact]
    public async Task Onnx_must_hold_a_whole_graph()
    {
        byte[] file = [8, 8, 58, 4, 18, 2, (byte)'a', (byte)'b'];

        (await InspectAsync(file, "a.onnx")).Failure.ShouldBeNull();
        (await InspectAsync(file[..^1], "a.onnx")).Failure!.Message.ShouldContain("rule truncated");
    }
}
