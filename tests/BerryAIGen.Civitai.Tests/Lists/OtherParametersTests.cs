namespace BerryAIGen.Civitai.Tests.Lists;

public sealed class OtherParametersTests
{
    [Fact]
    public void Images_ask_for_flat_generation_data() =>
        new ImageSearchParameters
        {
            ModelId = 5,
            WithMeta = true,
            Sort = ImageSort.Newest,
        }
            .ToPath()
            .ShouldBe("images?modelId=5&sort=Newest&withMeta=true&flatMeta=true");

    [Fact]
    public void A_maturity_mask_wins_over_the_word() =>
        new ImageSearchParameters { Maturity = MaturityLevels.All, Nsfw = ImageMaturity.Soft }
            .ToPath()
            .ShouldBe("images?browsingLevel=31");

    [Fact]
    public void A_version_wins_over_its_model() =>
        new ImageSearchParameters { ModelId = 5, ModelVersionId = 6 }
            .ToPath()
            .ShouldBe("images?modelVersionId=6");

    [Fact]
    public void Collections_by_followers_have_no_cursor() =>
        new CollectionSearchParameters { Sort = CollectionSort.MostFollowers, Cursor = "7" }
            .ToPath()
            .ShouldBe("collections?sort=Most%20Followers");

    [Fact]
    public void The_vault_reads_lists_of_two_or_more_only() =>
        new VaultSearchParameters { Types = [ModelType.Lora], BaseModels = ["Pony", "SD 1.5"] }
            .ToPath()
            .ShouldBe("vault/all?types=LORA&types=LORA&baseModels=Pony&baseModels=SD%201.5");
}
