namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Speaks a text.</summary>
public sealed record TextToSpeechInput() : StepInput("textToSpeech")
{
    /// <summary>What runs it; a discriminator; <c>custom</c> or <c>vllm-omni</c>.</summary>
    public string? Engine { get; set; }

    /// <summary>The text.</summary>
    public string? Text { get; set; }

    /// <summary>The language.</summary>
    public string? Language { get; set; }

    /// <summary>The address of the voice to copy.</summary>
    public string? RefAudioUrl { get; set; }

    /// <summary>What is said there.</summary>
    public string? RefText { get; set; }

    /// <summary>Copies the sound of the voice only.</summary>
    public bool? XVectorOnlyMode { get; set; }

    /// <summary>The voice.</summary>
    public string? Speaker { get; set; }

    /// <summary>How it is spoken.</summary>
    public string? Instruct { get; set; }

    /// <summary>How many tokens are made at most.</summary>
    public int? MaxNewTokens { get; set; }

    /// <summary>The family of models; <c>qwen3</c> or <c>omnivoice</c>.</summary>
    public string? Ecosystem { get; set; }

    /// <summary>What it does; a discriminator; <c>base</c>, <c>customVoice</c> or <c>voiceDesign</c>.</summary>
    public string? Operation { get; set; }
}
