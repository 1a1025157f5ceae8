using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Sources;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Sources;

public sealed class ReferenceParserTests
{
    private const string Sha256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("257749", 257749, null)]
    [InlineData(" model:257749 ", 257749, null)]
    [InlineData("version:290640", null, 290640)]
    [InlineData("v290640", null, 290640)]
    [InlineData("257749@290640", 257749, 290640)]
    [InlineData("2147483647", 2147483647, null)]
    [InlineData("12345678", 12345678, null)]
    [InlineData("civitai:42@43", 42, 43)]
    [InlineData("https://civitai.com/models/43331/some-name?modelVersionId=485088", 43331, 485088)]
    [InlineData("civitai.red/models/43331", 43331, null)]
    [InlineData("https://civitai.com/api/v1/model-versions/7", null, 7)]
    public void A_model_or_version_is_named_in_many_ways(string text, int? model, int? version)
    {
        var reference = ReferenceParser.Parse(text);

        reference.Kind.ShouldBe(version is null ? ReferenceKind.Model : ReferenceKind.Version);
        reference.ModelId.ShouldBe(model);
        reference.VersionId.ShouldBe(version);
        reference.Reason.ShouldBeNull();
    }

    [Theory]
    [InlineData("urn:air:sdxl:checkpoint:civitai:827184@2514310+2402203", 2402203)]
    [InlineData("https://civitai.com/api/download/models/7?fileId=99", 99)]
    public void A_file_is_named_by_an_air_or_a_download_address(string text, int file)
    {
        var reference = ReferenceParser.Parse(text);

        reference.Kind.ShouldBe(ReferenceKind.File);
        reference.FileId.ShouldBe(file);
    }

    [Theory]
    [InlineData("DEADBEEF", "deadbeef")]
    [InlineData("0123456789", "0123456789")]
    [InlineData("9876543210", "9876543210")]
    [InlineData("hash:12345678", "12345678")]
    [InlineData("ABCDEF012345", "abcdef012345")]
    [InlineData("0x" + Sha256, Sha256)]
    [InlineData("https://civitai.com/api/v1/model-versions/by-hash/ABCDEF012345", "abcdef012345")]
    public void A_hash_is_what_cannot_be_an_id(string text, string hash)
    {
        var reference = ReferenceParser.Parse(text);

        reference.Kind.ShouldBe(ReferenceKind.Hash);
        reference.Hash.ShouldBe(hash);
    }

    [Theory]
    [InlineData("hf:owner/repo/folder/model.safetensors@v1", "owner/repo", "v1", "folder/model.safetensors")]
    [InlineData("hf:owner/repo", "owner/repo", null, null)]
    [InlineData("https://huggingface.co/a/b/resolve/main/x/y.gguf?download=true", "a/b", "main", "x/y.gguf")]
    [InlineData("https://huggingface.co/a/b/blob/refs%2Fpr%2F1/y.gguf", "a/b", "refs/pr/1", "y.gguf")]
    [InlineData("huggingface.co/a/b/tree/main/folder", "a/b", "main", "folder")]
    [InlineData("https://hf.co/gpt2/resolve/main/model.safetensors", "gpt2", "main", "model.safetensors")]
    [InlineData(
        "urn:air:flux1:checkpoint:huggingface:black-forest-labs/FLUX.1-dev@main",
        "black-forest-labs/FLUX.1-dev",
        "main",
        null
    )]
    public void Hugging_Face_is_named_by_short_forms_and_addresses(
        string text,
        string repository,
        string? revision,
        string? path
    )
    {
        var reference = ReferenceParser.Parse(text);

        reference.Kind.ShouldBe(ReferenceKind.HuggingFace);
        reference.Repository.ShouldBe(repository);
        reference.Revision.ShouldBe(revision);
        reference.Path.ShouldBe(path);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("1.5")]
    [InlineData("2147483648000")]
    [InlineData("model:99999999999")]
    [InlineData("0@5")]
    [InlineData("5@0")]
    [InlineData("https://civitai.com/models/99999999999")]
    [InlineData("urn:air:sdxl:lora:civitai:0@5")]
    public void An_id_outside_the_range_is_named_as_the_reason(string text)
    {
        var reference = ReferenceParser.Parse(text);

        reference.Kind.ShouldBe(ReferenceKind.Invalid);
        reference.Reason.ShouldNotBeNull().ShouldContain("2147483647");
        reference.ModelId.ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("two words")]
    [InlineData("ftp://example.com/x.safetensors")]
    [InlineData("urn:air:nonsense")]
    [InlineData("urn:air:oci:image:dockerhub:civitai/x@1")]
    [InlineData("https://")]
    [InlineData("https://civitai.com/")]
    [InlineData("hf:onlyone")]
    [InlineData("hf:owner/repo/../../etc/passwd")]
    [InlineData("first\nsecond")]
    [InlineData("hash:xyz")]
    public void What_is_no_reference_says_why(string text)
    {
        var reference = ReferenceParser.Parse(text);

        reference.Kind.ShouldBe(ReferenceKind.Invalid);
        reference.Reason.ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [InlineData("./models/x.safetensors")]
    [InlineData("/models/x.safetensors")]
    [InlineData("~/x.safetensors")]
    [InlineData(@"C:\models\x.safetensors")]
    public void What_looks_like_a_path_is_one(string text) =>
        ReferenceParser.Parse(text).Kind.ShouldBe(ReferenceKind.Path);

    [Fact]
    public void A_path_that_exists_needs_no_mark()
    {
        using var folder = new TemporaryFolder();
        var path = System.IO.Path.Combine(folder.Path, "my model.safetensors");
        File.WriteAllText(path, "");

        ReferenceParser.Parse(path).Path.ShouldBe(path);
    }

    [Theory]
    [InlineData("https://civitai.com/api/download/models/1?token=SECRET")]
    [InlineData("https://someone:SECRET@civitai.com/models/1")]
    [InlineData("https://someone:SECRET@example.com/x.safetensors?token=SECRET")]
    public void Secrets_are_in_no_printed_member(string text)
    {
        var reference = ReferenceParser.Parse(text);

        reference.Text.ShouldNotContain("SECRET");
        reference.Url.ShouldNotBeNull().ToString().ShouldNotContain("SECRET");
    }

    [Fact]
    public void The_configured_site_counts_as_civitai()
    {
        var options = new LibraryOptions { CivitaiUrl = new Uri("http://127.0.0.1:4567") };

        ReferenceParser.Parse("http://127.0.0.1:4567/models/5?modelVersionId=6", options).VersionId.ShouldBe(6);
        ReferenceParser.Parse("http://127.0.0.1:4568/models/5", options).Kind.ShouldBe(ReferenceKind.Url);
    }

    [Fact]
    public void All_address_cases_hold()
    {
        foreach (var row in OpenCases.List("urls").Where(row => row.Text("kind") is not null))
        {
            var reference = ReferenceParser.Parse(row.Text("url")!);

            reference.ModelId?.ToString().ShouldBe(row.Text("modelId"), row.Id);
            reference.VersionId?.ToString().ShouldBe(row.Text("versionId"), row.Id);
            if (row.Text("kind") == "model")
                reference.Kind.ShouldBeOneOf(ReferenceKind.Model, ReferenceKind.Version);
            if (row.Text("kind") == "no")
                reference.Kind.ShouldBeOneOf(ReferenceKind.Url, ReferenceKind.Invalid);
        }
    }

    [Fact]
    public void All_hugging_face_address_cases_hold()
    {
        foreach (var row in OpenCases.List("urls").Where(row => row.Expected.TryGetProperty("repo", out _)))
        {
            var reference = ReferenceParser.Parse(row.Text("url")!);

            reference.Repository.ShouldBe(row.Text("repo"), row.Id);
            reference.Revision.ShouldBe(row.Text("revision"), row.Id);
        }
    }

    [Theory]
    [InlineData("hf:owner/repo", null, null, false)]
    [InlineData("hf:owner/repo@v1", "v1", null, false)]
    [InlineData("hf:owner/repo@refs/pr/7", "refs/pr/7", null, false)]
    [InlineData("hf://owner/repo@v1/a/b.json", "v1", "a/b.json", false)]
    [InlineData("hf:owner/repo@refs/pr/7/a/b.json", "refs/pr/7", "a/b.json", false)]
    [InlineData("hf:owner/repo/vae/", null, "vae", true)]
    [InlineData("https://huggingface.co/owner/repo/tree/main/vae", "main", "vae", true)]
    [InlineData("https://hf.co/owner/repo/blob/refs%2Fpr%2F7/a.gguf", "refs/pr/7", "a.gguf", false)]
    public void A_place_on_Hugging_Face_is_read(string text, string? revision, string? path, bool isFolder)
    {
        var reference = ReferenceParser.Parse(text);

        reference.Kind.ShouldBe(ReferenceKind.HuggingFace);
        reference.Repository.ShouldBe("owner/repo");
        reference.Revision.ShouldBe(revision);
        reference.Path.ShouldBe(path);
        reference.IsFolder.ShouldBe(isFolder);
    }

    [Fact]
    public void A_checksum_behind_an_address_is_its_hash()
    {
        var digits = new string('A', 64);

        var reference = ReferenceParser.Parse($"https://example.org/m.safetensors#sha256={digits}");

        reference.Kind.ShouldBe(ReferenceKind.Url);
        reference.Hash.ShouldBe(digits.ToLowerInvariant());
        reference.Url!.AbsoluteUri.ShouldBe("https://example.org/m.safetensors");
        ReferenceParser.Parse("https://example.org/m#sha256=12").Reason!.ShouldContain("64 hex digits");
    }

    [Theory]
    [InlineData("file:/models/a b.gguf", "/models/a b.gguf")]
    [InlineData("file:///models/a%20b.gguf", "/models/a b.gguf")]
    [InlineData("file:models/x.gguf", "models/x.gguf")]
    public void An_address_of_this_machine_is_a_path(string text, string path)
    {
        var reference = ReferenceParser.Parse(text);

        reference.Kind.ShouldBe(ReferenceKind.Path);
        reference.Path.ShouldBe(path);
    }
}
