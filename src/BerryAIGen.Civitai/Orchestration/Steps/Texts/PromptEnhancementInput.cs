namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Makes a better prompt of a prompt.</summary>
public sealed record PromptEnhancementInput() : StepInput("promptEnhancement")
{
    /// <summary>The family of models.</summary>
    public string? Ecosystem { get; set; }

    /// <summary>What should be in it.</summary>
    public string? Prompt { get; set; }

    /// <summary>What should not be in it.</summary>
    public string? NegativePrompt { get; set; }

    /// <summary>How much chance is in it; 0 to 1.</summary>
    public double? Temperature { get; set; }

    /// <summary>What to make of the prompt.</summary>
    public string? Instruction { get; set; }

    /// <summary>The pictures to begin with.</summary>
    public OpenList<string>? Images { get; set; }
}
