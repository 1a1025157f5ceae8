using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BerryAIGen.Database.Gates;

/// <summary>A rule that holds something back from everybody but its audience.</summary>
public sealed class GateRow
{
    public required string Id { get; init; }

    /// <summary>Who may use it all the same: <c>moderators</c>, <c>testers</c>, <c>members</c>, <c>nobody</c>.</summary>
    public required string Audience { get; set; }

    /// <summary>What the others see: <c>hidden</c> or <c>disabled</c>.</summary>
    public required string Presentation { get; set; }

    public string? Message { get; set; }

    /// <summary>Ids of ecosystems, one in each line; so are the next two.</summary>
    public string Ecosystems { get; set; } = "";

    public string Workflows { get; set; } = "";

    public string Versions { get; set; } = "";

    public DateTime UpdatedAt { get; set; }
}

internal sealed class GateTable : IEntityTypeConfiguration<GateRow>
{
    public void Configure(EntityTypeBuilder<GateRow> builder) =>
        builder.ToTable("generation_gates").HasKey(row => row.Id);
}
