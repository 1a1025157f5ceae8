namespace BerryAIGen.Civitai.Tests.Models;

public sealed class ModelSearchParametersTests
{
    [Fact]
    public void Nothing_wanted_is_a_bare_path() => new ModelSearchParameters().ToPath().ShouldBe("models");

    [Fact]
    public void The_documented_search_makes_this_address() =>
        new ModelSearchParameters
        {
            ModelType = ModelType.Checkpoint,
            SortOrder = SortOrder.MostDownloaded,
            Limit = 20,
            Query = "realistic",
        }
            .ToPath()
            .ShouldBe("models?limit=20&query=realistic&types=Checkpoint&sort=Most%20Downloaded");

    [Fact]
    public void Words_are_repeated_and_numbers_joined() =>
        new ModelSearchParameters
        {
            ModelType = ModelType.Lora,
            ModelTypes = [ModelType.Lora, ModelType.Dora],
            BaseModels = ["SDXL 1.0", "Pony"],
            Ids = [1, 2, 3],
        }
            .ToPath()
            .ShouldBe("models?types=LORA&types=DoRA&ids=1,2,3&baseModels=SDXL%201.0&baseModels=Pony");

    [Fact]
    public void False_is_never_sent_where_the_service_reads_it_as_true() =>
        new ModelSearchParameters
        {
            Favorite = false,
            Hidden = false,
            SupportsGeneration = false,
            EarlyAccess = false,
            Nsfw = false,
        }
            .ToPath()
            .ShouldBe("models?nsfw=false");

    [Fact]
    public void True_is_sent() =>
        new ModelSearchParameters { Favorite = true, SupportsGeneration = true }
            .ToPath()
            .ShouldBe("models?favorites=true&supportsGeneration=true");

    [Fact]
    public void A_single_file_format_is_said_twice() =>
        new ModelSearchParameters { FileFormats = [FileFormat.Gguf] }
            .ToPath()
            .ShouldBe("models?fileFormats=GGUF&fileFormats=GGUF");

    [Fact]
    public void A_page_alone_is_a_page() =>
        new ModelSearchParameters { Page = 3, Limit = 10 }
            .ToPath()
            .ShouldBe("models?limit=10&page=3");

    [Theory]
    [InlineData(1, null, "models?query=berry")]
    [InlineData(3, null, "models?query=berry&cursor=200")]
    [InlineData(3, 10, "models?limit=10&query=berry&cursor=20")]
    public void A_page_of_a_text_search_becomes_an_offset(int page, int? limit, string path) =>
        new ModelSearchParameters
        {
            Query = "berry",
            Page = page,
            Limit = limit,
        }
            .ToPath()
            .ShouldBe(path);

    [Fact]
    public void A_cursor_wins_over_a_page_and_is_not_changed() =>
        new ModelSearchParameters { Cursor = "1|2|3", Page = 2 }
            .ToPath()
            .ShouldBe("models?cursor=1%7C2%7C3");

    [Fact]
    public void A_page_beyond_row_1000_is_refused_before_it_is_asked_for() =>
        Should
            .Throw<ArgumentException>(() => new ModelSearchParameters { Page = 11 }.ToPath())
            .Message.ShouldBe("Page 11 of 100 lies beyond row 1000; follow the cursor from an earlier page.");

    [Theory]
    [InlineData(-1)]
    [InlineData(101)]
    public void A_limit_that_the_service_refuses_cannot_be_set(int limit) =>
        Should
            .Throw<ArgumentOutOfRangeException>(() => new ModelSearchParameters { Limit = limit })
            .Message.ShouldStartWith("Limit must be 0 to 100.");

    [Fact]
    public void Text_is_escaped() =>
        new ModelSearchParameters { Query = "a&b=ü|c", Tag = "50%" }
            .ToPath()
            .ShouldBe("models?query=a%26b%3D%C3%BC%7Cc&tag=50%25");
}
