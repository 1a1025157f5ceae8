using System.Text.Json.Nodes;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Identification;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Identification;

public sealed class IdentityOverrideTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ModelIdentification _identification = new(configurationFolder: null);
    private readonly string _file;

    public IdentityOverrideTests()
    {
        _file = _folder.Combine("mine.safetensors");
        SparseSafetensors.Write(_file, [("emb_params", "F16", [8, 768])]);
    }

    [Fact]
    public void A_person_s_word_goes_before_the_header_and_says_so()
    {
        _identification.Set(_file, new IdentityOverride { Base = "sdxl", Variant = "mine" });

        var identity = _identification.Inspect(_file).Identity;

        (identity.Type, identity.Base, identity.Variant, identity.Format).ShouldBe(
            ("embedding", "sdxl", "mine", "textual-inversion")
        );
        identity.Why[0].ShouldBe("You said so: base sdxl, variant mine.");
        identity.Why[1].ShouldStartWith("The header says: ");
    }

    [Fact]
    public void A_refresh_of_the_record_keeps_it()
    {
        _identification.Set(_file, new IdentityOverride { Type = "lora", Base = "flux1" });

        SidecarStore.Write(
            _file,
            new JsonObject
            {
                ["model_name"] = "Someone's",
                ["base_model"] = "SD 1.5",
                ["format"] = "SafeTensor",
            }
        );

        var identity = _identification.Inspect(_file).Identity;
        (identity.Type, identity.Base).ShouldBe(("lora", "flux1"));
    }

    [Fact]
    public void A_second_word_adds_to_the_first_and_the_rest_of_the_record_stays()
    {
        SidecarStore.Write(
            _file,
            new JsonObject
            {
                ["model_name"] = "Mine",
                ["user"] = new JsonObject { ["note"] = "n" },
            }
        );

        _identification.Set(_file, new IdentityOverride { Type = "lora" });
        _identification.Set(_file, new IdentityOverride { Base = "flux1" });
        new ModelIdentification(configurationFolder: null).Clear(_file);

        var record = SidecarStore.Find(_file)!;
        record["model_name"]!.GetValue<string>().ShouldBe("Mine");
        record["user"]!.ToJsonString().ShouldBe("""{"note":"n"}""");
        _identification.Inspect(_file).Identity.Type.ShouldBe("embedding");
    }

    [Fact]
    public void It_holds_for_a_file_that_no_rule_knows()
    {
        var unknown = _folder.Combine("odd.safetensors");
        SparseSafetensors.Write(unknown, [("strange", "F16", [3])]);

        _identification.Set(unknown, new IdentityOverride { Type = "vae", Base = "sdxl" });

        var identity = _identification.Inspect(unknown).Identity;
        (identity.Type, identity.Base).ShouldBe(("vae", "sdxl"));
    }

    [Theory]
    [InlineData("lorra", null, "lorra")]
    [InlineData(null, "sd9", "sd9")]
    public void A_word_that_is_not_known_is_refused_with_those_that_are(string? type, string? model, string word)
    {
        var refusal = Should.Throw<LibraryException>(() =>
            _identification.Set(_file, new IdentityOverride { Type = type, Base = model })
        );

        refusal.Failure.Code.ShouldBe(FailureCode.Usage);
        refusal.Message.ShouldContain($"\"{word}\"");
        refusal.Message.ShouldContain("unknown");
        SidecarStore.Find(_file).ShouldBeNull();
    }

    [Fact]
    public void There_must_be_a_file() =>
        Should
            .Throw<LibraryException>(() =>
                _identification.Set(_folder.Combine("none"), new IdentityOverride { Type = "lora" })
            )
            .Failure.Code.ShouldBe(FailureCode.NotFound);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_said_of_other_bytes_counts_no_more_and_is_told()
    {
        _identification.Set(_file, new IdentityOverride { Type = "lora", Base = "flux1" });
        File.AppendAllText(_file, "more");

        var identity = _identification.Inspect(_file).Identity;

        identity.Base.ShouldNotBe("flux1");
        identity.Why.ShouldContain(why => why.Contains("another one", StringComparison.Ordinal));
        _identification.Set(_file, new IdentityOverride { Base = "sdxl" });
        var again = _identification.Inspect(_file).Identity;
        again.Base.ShouldBe("sdxl");
        again.Type.ShouldNotBe("lora");
    }

    [Fact]
    public void Words_that_are_none_of_the_lists_are_told_and_not_believed()
    {
        File.WriteAllText(
            _file + ".civitai.json",
            """{"user": {"type": "banana", "base": "\u001b[31mx", "variant": "mine"} }"""
        );

        var identity = _identification.Inspect(_file).Identity;

        identity.Type.ShouldNotBe("banana");
        identity.Base.ShouldNotContain('\u001b');
        identity.Variant.ShouldBe("mine");
        identity.Why.ShouldContain(why => why.Contains("banana", StringComparison.Ordinal));
    }
}
