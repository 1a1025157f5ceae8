using System.Text;
using BerryAIGen.IO.Containers;
using BerryAIGen.Library.Downloads.Inspection;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Inspection;

public sealed class InspectorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private InspectionReport Inspect(byte[] content, string name) =>
        Inspector.Inspect(_folder.Write("x.part", content), name);

    [Fact]
    public void A_safetensors_that_keeps_the_rules_passes()
    {
        var report = Inspect(TinySafetensors.Create(160), "a.safetensors");

        report.ShouldBe(new InspectionReport(Container.Safetensors, null, null));
    }

    [Theory]
    [InlineData("a.safetensors")]
    [InlineData("a.SFT")]
    public void A_cut_safetensors_does_not_and_the_rule_is_named(string name)
    {
        var report = Inspect(TinySafetensors.Create(160)[..^1], name);

        report.Failure!.Code.ShouldBe(FailureCode.Verification);
        report.Failure.Message.ShouldContain("MetadataIncompleteBuffer");
    }

    [Theory]
    [InlineData("<!DOCTYPE html><title>Log in</title>", "an HTML page")]
    [InlineData("<?xml version=\"1.0\"?><Error><Code>ExpiredRequest</Code></Error>", "an XML document")]
    [InlineData("{\"error\":\"Unauthorized\"}", "a JSON document")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 3\n", "a Git LFS pointer")]
    public void A_page_an_error_or_a_pointer_is_never_published(string body, string what)
    {
        var report = Inspect(Encoding.UTF8.GetBytes(body), "a.pt");

        report.Failure!.Message.ShouldContain(what);
    }

    [Fact]
    public void An_empty_file_is_never_published() => Inspect([], "a.bin").Failure.ShouldNotBeNull();

    [Fact]
    public void Text_is_fine_when_text_was_asked_for() =>
        Inspect("{}"u8.ToArray(), "config.json").Failure.ShouldBeNull();

    [Fact]
    public void Gguf_must_start_as_gguf()
    {
        Inspect("GGUF\x03\0\0\0"u8.ToArray(), "a.gguf").Failure.ShouldBeNull();
        Inspect([1, 2, 3, 4, 5, 6, 7, 8], "a.gguf").Failure!.Message.ShouldContain("GGUF");
    }

    [Fact]
    public void An_archive_that_may_hold_code_passes_with_a_warning()
    {
        var report = Inspect("PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"u8.ToArray(), "a.ckpt");

        report.Failure.ShouldBeNull();
        report.Note!.ShouldContain("not scanned");
    }
}
