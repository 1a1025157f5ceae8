using BerryAIGen.Civitai.References;
using BerryAIGen.Generation.Coverage;
using BerryAIGen.Testing;

namespace BerryAIGen.Generation.Tests.Coverage;

public sealed class CoverageRulesTests
{
    private static readonly CoverageRules Rules = new(SampleForm.Catalogue);

    private static ResourceFacts Open { get; } =
        new()
        {
            Type = "LORA",
            BaseModel = "SDXL 1.0",
            ModelId = 1,
            VersionId = 999_000_001,
            Site = new SiteFacts
            {
                Status = "Published",
                Uses = ["RentCivit"],
                Files = [new("SafeTensor", true, 10)],
            },
            File = new FileFacts(true, null),
        };

    /// <summary>What each row changes of a LoRA that generates, and the reason that it gives.</summary>
    public static TheoryData<string, Func<ResourceFacts, ResourceFacts>> Refused { get; } =
        new()
        {
            { "not_on_civitai", facts => facts with { VersionId = null, Site = null } },
            { "not_asked", facts => facts with { Site = null } },
            { "real_person", facts => With(facts, site => site with { IsRealPerson = true }) },
            { "not_published", facts => With(facts, site => site with { Status = "Draft" }) },
            { "licence", facts => With(facts, site => site with { Uses = ["Image"] }) },
            { "licence_unknown", facts => With(facts, site => site with { Uses = null }) },
            { "no_file", facts => With(facts, site => site with { Files = [] }) },
            { "file_format", facts => With(facts, site => site with { Files = [new("Diffusers", true, 1)] }) },
            { "not_scanned", facts => With(facts, site => site with { Files = [new("SafeTensor", false, 1)] }) },
            { "type", facts => facts with { Type = "Poses" } },
            { "base_model", facts => facts with { BaseModel = "SDXL Turbo" } },
            { "base_model_unknown", facts => facts with { BaseModel = null } },
            { "type_of_ecosystem", facts => facts with { Type = "VAE", BaseModel = "ZImageTurbo" } },
            { "disabled", facts => With(facts, site => site with { IsDisabled = true }) },
            { "status", facts => With(facts, site => site with { Status = "Scheduled" }) },
            { "private", facts => With(facts, site => site with { Availability = "Private" }) },
            { "internal", facts => With(facts, site => site with { UsageControl = "InternalGeneration" }) },
            {
                "base_model_kind",
                facts => With(facts with { Type = "Checkpoint" }, site => site with { BaseModelType = "Inpainting" })
            },
            { "checkpoint_not_loaded", facts => facts with { Type = "Checkpoint" } },
        };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Civitai_refuses_a_version_with_the_reason(string code, Func<ResourceFacts, ResourceFacts> change)
    {
        var good = Rules.Judge(Open);

        var verdict = Rules.Judge(change(Open));

        (good.Civitai.CanGenerate, good.Civitai.Rule).ShouldBe((true, "open"));
        verdict.Civitai.CanGenerate.ShouldBeFalse();
        verdict.Civitai.Reasons.Select(reason => reason.Code).ShouldContain(code);
        verdict.Civitai.Reasons.ShouldAllBe(reason => reason.Message.EndsWith('.') || reason.Message.EndsWith(')'));
    }

    public static TheoryData<string, Func<ResourceFacts, ResourceFacts>> RefusedAtHome { get; } =
        new()
        {
            { "not_here", facts => facts with { File = null } },
            { "not_usable", facts => facts with { File = new FileFacts(false, "quarantined") } },
            { "type", facts => facts with { Type = "Wildcards" } },
            { "base_model", facts => facts with { BaseModel = "Unheard Of 7" } },
            { "base_model_unknown", facts => facts with { BaseModel = null, Header = new("lora", "wan2.1", null) } },
            { "type_of_ecosystem", facts => facts with { Type = "VAE", BaseModel = "ZImageTurbo" } },
            { "closed", facts => facts with { Type = "Checkpoint", BaseModel = "Nano Banana" } },
        };

    [Theory]
    [MemberData(nameof(RefusedAtHome))]
    public void A_machine_of_one_s_own_refuses_a_file_with_the_reason(
        string code,
        Func<ResourceFacts, ResourceFacts> change
    )
    {
        var verdict = Rules.Judge(change(Open));

        Rules.Judge(Open).Own.Rule.ShouldBe("own_file");
        verdict.Own.CanGenerate.ShouldBeFalse();
        verdict.Own.Reasons.Select(reason => reason.Code).ShouldContain(code);
    }

    [Fact]
    public void A_file_of_one_s_own_generates_at_home_by_its_header_alone()
    {
        var facts = new ResourceFacts
        {
            Header = new HeaderFacts("lora", "flux2", "klein-9b"),
            File = new FileFacts(true, null),
        };

        var verdict = Rules.Judge(facts);

        (verdict.Own.CanGenerate, verdict.Civitai.CanGenerate, verdict.CanGenerate).ShouldBe((true, false, true));
        Rules.Place(facts).ShouldBe(new ResourcePlace("flux2klein-9b", "Flux.2 Klein 9B", null, "LORA"));
    }

    [Fact]
    public void A_version_of_a_picker_generates_though_nobody_asked_about_it()
    {
        var verdict = Rules.Judge(new ResourceFacts { VersionId = 2436219, Type = "Checkpoint" });

        (verdict.Civitai.CanGenerate, verdict.Civitai.Rule).ShouldBe((true, "listed"));
        Rules.Checkpoints.Single(row => row.VersionId == 2068000).Ecosystem.ShouldBe("fluxkrea");
    }

    [Fact]
    public void Of_a_listed_version_that_nobody_knows_the_definitions_say_enough()
    {
        var listed = Rules.FactsOfListed(2068000)!;

        (listed.Type, listed.BaseModel, listed.VersionId).ShouldBe(("Checkpoint", "Flux.1 Krea", 2068000));
        Rules.Judge(listed).Civitai.Rule.ShouldBe("listed");
        // A tool is no checkpoint.
        Rules.FactsOfListed(164821)!.Type.ShouldBeNull();
        Rules.FactsOfListed(999_000_001).ShouldBeNull();
    }

    [Fact]
    public void A_closed_engine_that_no_form_runs_generates_nothing()
    {
        foreach (var ecosystem in SampleForm.Catalogue.Ecosystems.Where(one => one.Forms.Count == 0))
        {
            Rules.Checkpoints.ShouldNotContain(row => row.Ecosystem == ecosystem.Id && ecosystem.Checkpoint!.Locked);
        }

        var verdict = Rules.Judge(
            new ResourceFacts
            {
                VersionId = 1499827,
                Type = "Checkpoint",
                BaseModel = "LTXV",
            }
        );
        (verdict.CanGenerate, verdict.Civitai.Rule).ShouldBe((false, null));
        // A tool runs in the form of another.
        Rules.Checkpoints.ShouldContain(row => row.VersionId == 164821);
    }

    [Fact]
    public void What_others_generate_needs_no_licence_and_no_file()
    {
        var facts = With(Open, site => site with { UsageControl = "ExternalGeneration", Uses = [], Files = [] });

        var real = With(facts, site => site with { IsRealPerson = true });

        (Rules.Judge(facts).Civitai.CanGenerate, Rules.Judge(facts).Civitai.Rule).ShouldBe((true, "external"));
        Rules.Judge(real).Civitai.CanGenerate.ShouldBeFalse();
    }

    [Fact]
    public void A_loaded_checkpoint_a_trained_model_and_a_tool_generate()
    {
        var checkpoint = With(Open with { Type = "Checkpoint" }, site => site with { IsCovered = true });
        var trained = With(
            Open,
            site => site with { Status = "Training", UploadType = "Trained", Files = [], HasTraining = true }
        );
        var tool = Open with { Type = "Upscaler", BaseModel = "Upscaler" };

        foreach (var facts in (ResourceFacts[])[checkpoint, trained, tool])
            Rules.Judge(facts).Civitai.Reasons.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_scheduled_generates_for_nobody_though_a_picker_has_it()
    {
        var scheduled = new ResourceFacts
        {
            Type = "Checkpoint",
            BaseModel = "Flux.1 D",
            VersionId = 691639,
            Site = new SiteFacts { Status = "Scheduled" },
        };

        Rules.Judge(scheduled).Civitai.Reasons.Single().Code.ShouldBe("status");
    }

    [Fact]
    public void Early_access_holds_back_until_its_end_and_not_from_who_has_the_file()
    {
        var time = new MovedTime();
        var rules = new CoverageRules(SampleForm.Catalogue, time);
        var end = time.GetUtcNow().AddHours(1);
        var paid = With(Open, site => site with { EarlyAccessUntil = end });
        var early = paid with { File = null };

        var during = rules.Judge(early).Civitai;
        var owner = rules.Judge(paid).Civitai;
        var until = rules.EarlyAccessOf(early);
        time.Advance(TimeSpan.FromHours(2));

        during.Reasons.ShouldHaveSingleItem().Code.ShouldBe("early_access");
        owner.CanGenerate.ShouldBeTrue();
        until.ShouldBe(end);
        rules.Judge(early).Civitai.CanGenerate.ShouldBeTrue();
        rules.EarlyAccessOf(early).ShouldBeNull();
    }

    [Theory]
    [InlineData(2.5, null, null, 2, -1, 2)]
    [InlineData(0.8, null, 0.5, 0.5, -1, 0.5)]
    [InlineData(null, null, 0.5, 0.5, -1, 0.5)]
    [InlineData(null, 3.0, null, 3, 3, 3)]
    [InlineData(null, null, -2.0, -2, -2, -2)]
    [InlineData(1.5, null, 4.0, 1.5, -1, 4)]
    public void A_strength_lies_within_its_limits_whatever_its_creator_names(
        double? told,
        double? least,
        double? most,
        double usual,
        double min,
        double max
    )
    {
        var facts = With(
            Open,
            site => site with { Strength = (decimal?)told, MinStrength = (decimal?)least, MaxStrength = (decimal?)most }
        );

        Rules.StrengthOf(facts).ShouldBe(new ResourceStrength((decimal)usual, (decimal)min, (decimal)max));
    }

    [Fact]
    public void An_epoch_of_a_training_is_known_by_its_AIR()
    {
        var air = Air.Parse("urn:air:sdxl:lora:orchestrator:job-1@ink-000003.safetensors");
        var epoch = Rules.EpochOf(air)!;
        var odd = Rules.EpochOf(Air.Parse("urn:air:narnia:lora:orchestrator:job-1@ink.safetensors"))!;
        var dead = Rules.EpochOf(Air.Parse("urn:air:sdxl:wildcards:orchestrator:job-1@ink.zip"))!;

        Rules.Place(epoch).ShouldBe(new ResourcePlace("sdxl", "Stable Diffusion XL", null, "LORA"));
        Rules.AirOf(epoch).ShouldBe(air.ToString());
        (Rules.Judge(epoch).Civitai.CanGenerate, Rules.Judge(epoch).Civitai.Rule).ShouldBe((true, "epoch"));
        Rules.Judge(epoch).Own.Reasons.ShouldContain(reason => reason.Code == "not_here");
        Rules.Judge(odd).Civitai.Reasons.ShouldHaveSingleItem().Code.ShouldBe("base_model_unknown");
        Rules.Judge(dead).Civitai.CanGenerate.ShouldBeFalse();
        Rules.EpochOf(Air.Parse("urn:air:sdxl:lora:civitai:1@2")).ShouldBeNull();
    }

    [Fact]
    public void Words_that_nobody_knows_are_kept_and_break_nothing()
    {
        var odd = With(
            Open with
            {
                Type = "Quaternion",
            },
            site => site with { Status = "Simmering", Availability = "Lunar", UsageControl = "Telepathy" }
        );

        var verdict = Rules.Judge(odd);

        verdict.CanGenerate.ShouldBeFalse();
        verdict.Civitai.Reasons.Single(reason => reason.Code == "status").Message.ShouldContain("Simmering");
        Rules.Place(odd).Type.ShouldBe("Quaternion");
    }

    [Fact]
    public void Base_models_that_are_switched_off_or_only_closed_take_no_models_of_others()
    {
        var open = Rules.BaseModels.ToDictionary(row => row.BaseModel);

        open["SDXL 1.0"].Types.ShouldBe(["Checkpoint", "LORA", "DoRA", "LoCon", "VAE", "TextualInversion"]);
        open["Wan Video 14B t2v"].Types.ShouldBe(["LORA"]);
        // It says nothing of its own, and descends from SDXL.
        open["Pony"].Types.ShouldBe(open["SDXL 1.0"].Types);
        open.ShouldNotContainKey("SDXL Turbo");
        open.ShouldNotContainKey("Nano Banana");
    }

    private static ResourceFacts With(ResourceFacts facts, Func<SiteFacts, SiteFacts> change) =>
        facts with
        {
            Site = change(facts.Site!),
        };
}
